"""What becomes of a job's row: taken, done, put off, given up, tried once more – each by compare and set.

A run is known by `holder`, a random word of its own: whoever lost its lease changes nothing any more.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Update, or_, select, update

from advocacy.access import Can
from advocacy.jobs.models import Job, JobState
from advocacy.work import Work


@dataclass(frozen=True)
class Taken:
    """A job that one run holds until its lease ends."""

    id: int
    kind: str
    arguments: dict[str, Any]
    attempt: int
    holder: str


def take(work: Work, job_id: int, holder: str, lease: timedelta) -> Taken | None:
    """Hold this job, if it is due and free; None if it is neither, or is over."""
    return _take(work, update(Job).where(Job.id == job_id), holder, lease)


def take_next(work: Work, holder: str, lease: timedelta) -> Taken | None:
    """Hold the job that has been due for longest, passing over those being taken; None if there is none."""
    free = (
        select(Job.id)
        .where(*_is_free(work.now))
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return _take(work, update(Job).where(Job.id == free.scalar_subquery()), holder, lease)


def _take(work: Work, which: Update, holder: str, lease: timedelta) -> Taken | None:
    statement = (
        which.where(*_is_free(work.now))
        .values(leased_by=holder, leased_until=work.now + lease, attempts=Job.attempts + 1)
        .returning(Job.id, Job.kind, Job.arguments, Job.attempts)
        .execution_options(synchronize_session=False)
    )
    row = work.session.execute(statement).one_or_none()
    return Taken(row.id, row.kind, dict(row.arguments), row.attempts, holder) if row else None


def _is_free(now: datetime) -> tuple[Any, ...]:
    return (
        Job.state == JobState.WAITING,
        Job.due_at <= now,
        or_(Job.leased_until.is_(None), Job.leased_until <= now),
    )


def finish(work: Work, taken: Taken) -> bool:
    """The job is done. False if its lease was lost meanwhile."""
    return _end(work, taken, state=JobState.DONE, ended_at=work.now, last_error=None)


def put_off(work: Work, taken: Taken, *, due: datetime, error: str) -> bool:
    """The job is tried again at `due`. False if its lease was lost meanwhile."""
    return _end(work, taken, due_at=due, last_error=error)


def give_up(work: Work, taken: Taken, *, error: str) -> bool:
    """The job failed for good; somebody has to look. False if its lease was lost meanwhile."""
    return _end(work, taken, state=JobState.FAILED, ended_at=work.now, last_error=error)


def _end(work: Work, taken: Taken, **values: Any) -> bool:
    statement = (
        update(Job)
        .where(Job.id == taken.id, Job.leased_by == taken.holder, Job.state == JobState.WAITING)
        .values(leased_by=None, leased_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    return _count(work, statement) == 1


def renew(work: Work, held: Collection[tuple[int, str]], lease: timedelta) -> None:
    """Keep these jobs, given as (id, holder), for another lease."""
    statement = (
        update(Job)
        .where(
            Job.id.in_([job_id for job_id, _holder in held]),
            Job.leased_by.in_([holder for _job_id, holder in held]),
            Job.state == JobState.WAITING,
        )
        .values(leased_until=work.now + lease)
        .execution_options(synchronize_session=False)
    )
    _count(work, statement)


def try_once_more(work: Work, job_id: int) -> bool:
    """A failed job is due again, with all its attempts. False if there is no such failed job."""
    work.actor.require(Can.SEE_JOURNAL)
    statement = (
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.FAILED)
        .values(state=JobState.WAITING, due_at=work.now, attempts=0, ended_at=None)
        .execution_options(synchronize_session=False)
    )
    changed = _count(work, statement) == 1
    if changed:
        work.woken.append(job_id)
    return changed


def _count(work: Work, statement: Update) -> int:
    result = work.session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount
