"""Kinds of jobs for tests: what they were given is kept in a list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from advocacy.jobs.registry import Running, TryAgain, job

seen: list[dict[str, Any]] = []


@job("test.note")
def note(running: Running, **arguments: Any) -> None:
    seen.append({"attempt": running.attempt, **arguments})


@job("test.break", attempts=3)
def break_down(running: Running, *, name: str) -> None:
    raise ValueError(f"no {name} here")


@job("test.later")
def later(running: Running) -> None:
    raise TryAgain("the other side is busy", after=timedelta(minutes=7))
