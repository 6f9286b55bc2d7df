"""The kinds of work that can be done later, each declared in its feature's `jobs.py`.

    @job("people.invite")
    def invite(running: Running, *, person_id: int) -> None:
        with unit_of_work(SYSTEM) as work:
            ...

A job is given ids, opens its own units of work, never holds one open while it waits for somebody else's
server, and may run twice. It says "not now" by raising `TryAgain`, or by any other exception.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from advocacy.wiring import Wiring

ATTEMPTS = 10
"""How often a job is tried unless its kind says otherwise: with `rules.backoff`, over about five hours."""


class TryAgain(Exception):
    """Not now. `reason` is kept with the job and shown to administrators: no name, no address in it.

    `after` is how long to wait; None leaves it to the growing pause between attempts.
    """

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        self.after = after
        super().__init__(reason)


@dataclass(frozen=True)
class Running:
    """What a job is given besides its ids: its own row's id, which attempt this is, and the world."""

    id: int
    attempt: int
    wiring: Wiring


@dataclass(frozen=True)
class JobKind:
    """One kind of job: its name, the function, and how often it is tried before it counts as failed."""

    name: str
    run: Callable[..., None]
    attempts: int


F = TypeVar("F", bound=Callable[..., None])

_KNOWN: dict[str, JobKind] = {}


def job(name: str, *, attempts: int = ATTEMPTS) -> Callable[[F], F]:
    """Declare that the decorated function does the jobs called `name`. Raises TypeError for a name taken."""

    def declare(function: F) -> F:
        if name in _KNOWN and _KNOWN[name].run.__module__ != function.__module__:
            raise TypeError(f"Two kinds of job are called {name}.")
        _KNOWN[name] = JobKind(name, function, attempts)
        return function

    return declare


def kind_called(name: str) -> JobKind | None:
    """The kind called `name`, if this release knows it."""
    return _KNOWN.get(name)


def known_kinds() -> Iterator[JobKind]:
    """Every declared kind, by name."""
    for name in sorted(_KNOWN):
        yield _KNOWN[name]
