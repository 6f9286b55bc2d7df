"""Running one job: take it, do it, say what became of it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from traceback import extract_tb

import structlog
from flask import Flask

from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.errors import Unavailable
from advocacy.jobs import actions
from advocacy.jobs.actions import Taken
from advocacy.jobs.registry import ATTEMPTS, JobKind, Running, TryAgain, kind_called
from advocacy.jobs.rules import LEASE, backoff, is_enough
from advocacy.wiring import wiring
from advocacy.work import Work, unit_of_work

log = structlog.get_logger(__name__)

UNKNOWN_KIND = "this release knows no job of this kind"
ENDED_BY_FORCE = "the worker was ended by force in the middle of it, each time"


@dataclass
class Runner:
    """Runs jobs of the outbox in this process. `held` are those being run now, as (id, holder)."""

    app: Flask
    lease: timedelta = LEASE
    held: set[tuple[int, str]] = field(default_factory=set)

    def run(self, job_id: int) -> bool:
        """Run this job if it is due and free; whether it was."""
        return self._run(lambda work, holder: actions.take(work, job_id, holder, self.lease))

    def run_next(self) -> bool:
        """Run the job that has been due for longest; whether there was one."""
        return self._run(lambda work, holder: actions.take_next(work, holder, self.lease))

    def drain(self, *, seconds: float, jobs: int = 1000) -> bool:
        """Run what is due, for so long or so many; whether there may be more."""
        deadline = time.monotonic() + seconds
        for _each in range(jobs):
            if not self.run_next():
                return False
            if time.monotonic() >= deadline:
                break
        return True

    def keep(self, work: Work) -> None:
        """Say that the jobs being run here are still being run."""
        held = frozenset(self.held)
        if held:
            actions.renew(work, held, self.lease)

    def _run(self, take: Callable[[Work, str], Taken | None]) -> bool:
        with self.app.app_context():
            holder = secrets.token_hex(16)
            with unit_of_work(SYSTEM) as work:
                taken = take(work, holder)
            if taken is None:
                return False
            self.held.add((taken.id, holder))
            try:
                _do(taken)
            finally:
                self.held.discard((taken.id, holder))
        return True


def _do(taken: Taken) -> None:
    kind = kind_called(taken.kind)
    attempts = kind.attempts if kind else ATTEMPTS
    if taken.attempt > attempts:
        _fail(taken, ENDED_BY_FORCE)
        return
    began = time.monotonic()
    try:
        _call(kind, taken)
    except Exception as error:  # whatever a job meets, its row must say so and the worker go on
        db.session.rollback()
        _put_off(taken, attempts, error)
        return
    with unit_of_work(SYSTEM) as work:
        kept = actions.finish(work, taken)
    log.info(
        "job_done", job_id=taken.id, kind=taken.kind, kept=kept, seconds=round(time.monotonic() - began, 3)
    )


def _call(kind: JobKind | None, taken: Taken) -> None:
    if kind is None:
        raise TryAgain(UNKNOWN_KIND)
    kind.run(Running(taken.id, taken.attempt, wiring()), **taken.arguments)


def _put_off(taken: Taken, attempts: int, error: Exception) -> None:
    reason = _reason(error)
    if is_enough(taken.attempt, attempts):
        _fail(taken, reason)
        return
    pause = error.after if isinstance(error, TryAgain) else None
    if pause is None:
        pause = backoff(taken.attempt, taken.id)
    with unit_of_work(SYSTEM) as work:
        actions.put_off(work, taken, due=work.now + pause, error=reason)
    log.warning("job_put_off", job_id=taken.id, kind=taken.kind, attempt=taken.attempt, reason=reason)


def _fail(taken: Taken, reason: str) -> None:
    with unit_of_work(SYSTEM) as work:
        actions.give_up(work, taken, error=reason)
    log.error("job_failed", job_id=taken.id, kind=taken.kind, attempt=taken.attempt, reason=reason)


def _reason(error: Exception) -> str:
    """What is kept of an error: never its text, which may carry somebody's name or words."""
    if isinstance(error, TryAgain | Unavailable):
        return str(error)[:400]
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/lib/python" not in frame.filename] or frames
    where = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"
