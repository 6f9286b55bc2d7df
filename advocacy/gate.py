"""The write gate: on SQLite one writer at a time, in the order in which they came, across all processes.

SQLite's own busy handler sleeps and retries, which starves writers for seconds, and SQLite before
3.51.3 can corrupt a write-ahead log under two writers. A `flock` around every write transaction does
neither. PostgreSQL needs no gate.

Who finds the gate shut stands in line: threads in one of this process, its head in the kernel's. Asking
again every few milliseconds instead lets whoever has just written write again, two thousand times as fast
as the others (measured with 64 writers; `python -m bench P2`).
"""

from __future__ import annotations

import fcntl
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Event, Lock, Thread

from sqlalchemy import Engine

from advocacy.errors import Unavailable

WAIT_SECONDS = 5.0


@contextmanager
def write_gate(engine: Engine, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the gate of this engine's database. Raises Unavailable after `wait` seconds.

    The descriptor is opened for each acquisition: two threads that share one would both be let in.
    """
    path = _gate_path(engine)
    if path is None:
        yield
        return
    deadline = time.monotonic() + wait
    with _lines.of(path).turn(wait):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _acquire(descriptor, deadline)
            yield
        finally:
            os.close(descriptor)


def _gate_path(engine: Engine) -> str | None:
    database = engine.engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    return f"{database}.gate"


def _acquire(descriptor: int, deadline: float) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _stand_in_line(descriptor, deadline)


def _stand_in_line(descriptor: int, deadline: float) -> None:
    """Wait in the kernel's line, which is fair but knows no time limit: a thread of its own does the waiting.

    The thread is given a duplicate. If we give up, the lock that it gets in the end goes when it closes that,
    the last descriptor of the two.
    """
    ours = Event()
    _idle_porter().wait_for(os.dup(descriptor), ours)
    if not ours.wait(max(0.0, deadline - time.monotonic())):
        raise _busy()


class _Porter:
    """A thread that waits for locks on behalf of others, one after another: to start one for each wait costs
    more than the wait."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[int, Event]] = SimpleQueue()
        Thread(target=self._work, name="write-gate", daemon=True).start()

    def wait_for(self, descriptor: int, locked: Event) -> None:
        """Lock `descriptor`, say so, and close it."""
        self._asked.put((descriptor, locked))

    def _work(self) -> None:
        while True:
            descriptor, locked = self._asked.get()
            with suppress(OSError):  # not locked, not said: who waits gives up in time
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                locked.set()
            os.close(descriptor)
            _idle_porters.append(self)


_idle_porters: list[_Porter] = []


def _idle_porter() -> _Porter:
    try:
        return _idle_porters.pop()
    except IndexError:
        return _Porter()


def _busy() -> Unavailable:
    return Unavailable("The database is busy with other writers.")


class _Line:
    """The threads of this process that want to write: one has the turn, and hands it to the next."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Event] = deque()
        self._taken = False

    @contextmanager
    def turn(self, wait: float) -> Iterator[None]:
        """Have the turn. Raises Unavailable after `wait` seconds."""
        if not self._take(wait):
            raise _busy()
        try:
            yield
        finally:
            self._hand_on()

    def _take(self, wait: float) -> bool:
        mine = Event()
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            self._waiting.append(mine)
        if mine.wait(wait):
            return True
        with self._lock:
            if not mine.is_set():
                self._waiting.remove(mine)
        return mine.is_set()

    def _hand_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class _Lines:
    """A line for each gate. A forked process starts without any: its parent's threads are not in it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._lines: dict[str, _Line] = {}

    def of(self, path: str) -> _Line:
        """The line of the gate at `path`."""
        with self._lock:
            return self._lines.setdefault(path, _Line())

    def forget(self) -> None:
        """Begin anew."""
        self._lock, self._lines = Lock(), {}


_lines = _Lines()
os.register_at_fork(after_in_child=_lines.forget)
os.register_at_fork(after_in_child=_idle_porters.clear)
