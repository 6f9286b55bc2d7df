"""The write gate: on SQLite one writer at a time, in fair order, across all processes.

SQLite's own busy handler sleeps and retries, which starves writers for seconds, and SQLite before
3.51.3 can corrupt a write-ahead log under two writers. A `flock` around every write transaction does
neither. PostgreSQL needs no gate.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from advocacy.errors import Unavailable

WAIT_SECONDS = 5.0
_STEP_SECONDS = 0.002


@contextmanager
def write_gate(engine: Engine, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the gate of this engine's database. Raises Unavailable after `wait` seconds.

    The descriptor is opened for each acquisition: two threads that share one would both be let in.
    """
    path = _gate_path(engine)
    if path is None:
        yield
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _acquire(descriptor, wait)
        yield
    finally:
        os.close(descriptor)


def _gate_path(engine: Engine) -> str | None:
    database = engine.engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    return f"{database}.gate"


def _acquire(descriptor: int, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise Unavailable("The database is busy with other writers.") from None
            time.sleep(_STEP_SECONDS)
        else:
            return
