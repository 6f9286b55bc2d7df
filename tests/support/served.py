"""An installation as an operator runs it: real `advocacy web` and `advocacy worker` processes on loopback.

For what must be seen from outside: faults and measurements. The same process also holds the application, to
prepare its database and to look into it afterwards; its clock is the machine's, as that of the servers is.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask

from advocacy import create_app
from advocacy.clock import SystemClock
from advocacy.db import db
from advocacy.schema import upgrade
from advocacy.settings import PREFIX, Settings, read_settings
from advocacy.wiring import Wiring
from tests.support.world import KeptMail

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 10.0
"""How soon an installation is ready again after any end of its processes."""

_PATIENCE_SECONDS = 60.0
_LOOK_EVERY = 0.02


class NotReady(AssertionError):
    """The servers did not answer in time; the text has what they wrote."""


@dataclass
class Served:
    """An installation. Nothing runs until `start`; everything it started ends with its block."""

    app: Flask
    settings: Settings
    port: int
    environment: dict[str, str]
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it is served."""
        return self.settings.base_url

    def start(self, *, processes: int | None = 2) -> float:
        """Start the web processes, None for as many as it starts by itself; returns the seconds until
        `/healthz` said ok. Raises NotReady."""
        began = time.monotonic()
        number = ["--processes", str(processes)] if processes else []
        self._launch("web", ["--port", str(self.port), *number])
        while time.monotonic() - began < _PATIENCE_SECONDS:
            if self._is_healthy():
                return time.monotonic() - began
            _pause(_LOOK_EVERY)
        raise NotReady(self._said("web"))

    def start_worker(self, *options: str) -> None:
        """Start a worker; it announces nothing, so wait for what it does."""
        self._launch("worker", list(options))

    def kill(self, name: str = "web") -> None:
        """`kill -9` every process of `name` at once: the parent and all its children."""
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self, name: str = "web") -> None:
        """Ask the processes of `name` to end, as an operator would, and wait until they have."""
        process = self._running.pop(name, None)
        if process is None:
            return
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def runs(self, name: str = "web") -> bool:
        """Whether the parent process of `name` lives."""
        return name in self._running and self._running[name].poll() is None

    def _launch(self, name: str, options: Sequence[str]) -> None:
        with self._log(name).open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", "advocacy", name, *options],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _is_healthy(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _log(self, name: str) -> Path:
        return self.settings.data_dir / f"{name}.log"

    def _said(self, name: str) -> str:
        return self._log(name).read_text(encoding="utf-8", errors="replace")[-3000:]


@contextlib.contextmanager
def an_installation(folder: Path, database_url: str = "", **settings: Any) -> Iterator[Served]:
    """A migrated, empty installation in `folder`, on a free port of the loopback address; not yet running."""
    port = _free_port()
    given = {
        "secret_key": "only-for-tests-only-for-tests-only-for-tests",
        "data_dir": str(folder),
        "database_url": database_url,
        "queue_url": "none",
        "base_url": f"http://127.0.0.1:{port}",
        "organisation": "Maison Verdier",
        "language": "en",
        "log_level": "warning",
        **{name: str(value) for name, value in settings.items()},
    }
    read = read_settings(given)
    app = create_app(Wiring(settings=read, clock=SystemClock(), mail=KeptMail()))
    with app.app_context():
        upgrade(db.engine)
    served = Served(app, read, port, _environment(given))
    try:
        yield served
    finally:
        for name in list(served._running):
            served.stop(name)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _environment(given: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    ours = {f"{PREFIX}{name.upper()}": value for name, value in given.items()}
    return {**kept, **ours, f"{PREFIX}ENV_FILE": os.devnull, "PYTHONUNBUFFERED": "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _pause(seconds: float) -> None:
    """Wait for another process, of which nothing can be awaited."""
    threading.Event().wait(seconds)
