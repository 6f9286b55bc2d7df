"""Huey: the bell that any process rings, and the pool of threads that answer it.

A message says "run job 7" or "there is work", nothing else, and travels as JSON: whoever can write into
the queue can make the worker look, not make it run code (Huey's own way, pickle, would).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from huey import Huey, MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from advocacy.jobs.running import Runner
from advocacy.settings import Settings

NAME = "advocacy"
NO_QUEUE = "none"
"""The setting of an installation without a bell: the worker's sweep alone finds what is due."""

_DRAIN_SECONDS = 2.0
"""After so long a drain goes to the end of the queue, so that a mail somebody waits for is not last."""


class PlainSerializer(Serializer):
    """Messages as JSON: the task's name and its arguments."""

    def serialize(self, data: Any) -> bytes:
        """The bytes of a message."""
        return json.dumps({"id": data.id, "name": data.name, "args": list(data.args)}).encode()

    def deserialize(self, data: bytes) -> Any:
        """The message of some bytes."""
        read = json.loads(data)
        return Message(read["id"], read["name"], None, 0, 0, None, tuple(read["args"]), {}, None, None)


def make_huey(settings: Settings, folder: Path) -> Huey:
    """Huey on the queue of the settings: SQLite in `folder`, Redis, PostgreSQL, or (`none`) this process.

    Without the package that a queue needs, Huey's ConfigurationError names it.
    """
    common: dict[str, Any] = {"results": False, "serializer": PlainSerializer()}
    address = settings.queue_url
    if address == NO_QUEUE:
        return MemoryHuey(NAME, **common)
    if address.startswith(("redis://", "rediss://", "unix://")):
        return RedisHuey(NAME, url=address, read_timeout=1, socket_timeout=5, **common)
    if address.startswith("postgresql"):
        dsn = address.replace("postgresql+psycopg://", "postgresql://", 1)
        return PostgresHuey(NAME, dsn=dsn, connect_timeout=3, **common)
    return _sqlite(folder / "queue.sqlite", common)


def _sqlite(path: Path, common: dict[str, Any]) -> Huey:
    """A file of its own without a write-ahead log or fsync: it may be lost at any time, it must be quick.

    A file that a power cut spoilt is thrown away.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"filename": str(path), "journal_mode": "truncate", "fsync": False, "timeout": 2, **common}
    try:
        return SqliteHuey(NAME, **options)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return SqliteHuey(NAME, **options)


@dataclass
class Pool:
    """Huey with its two tasks. In a worker `runner` does them; elsewhere they are only queued.

    Made at first use, so that a web server that forks shares no connection between its processes.
    """

    settings: Settings
    runner: Runner | None = None
    _huey: Huey | None = field(default=None, init=False)
    _run: Callable[..., object] = field(init=False, repr=False)
    _drain: Callable[..., object] = field(init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    @property
    def huey(self) -> Huey:
        """Huey, connected."""
        with self._lock:
            if self._huey is None:
                made = make_huey(self.settings, self.settings.data_dir)
                self._run = made.task(name="run")(self._run_one)
                self._drain = made.task(name="drain")(self._run_many)
                self._huey = made
            return self._huey

    def ring(self, job_id: int | None) -> None:
        """Tell a worker that this job is due; None: that there is work."""
        assert self.huey is not None
        if job_id is None:
            self._drain()
        else:
            self._run(job_id)

    def strokes(self) -> int:
        """How many messages wait."""
        return self.huey.storage.queue_size()

    def _run_one(self, job_id: int) -> None:
        if self.runner is not None:
            self.runner.run(job_id)

    def _run_many(self) -> None:
        if self.runner is not None and self.runner.drain(seconds=_DRAIN_SECONDS):
            self.ring(None)
