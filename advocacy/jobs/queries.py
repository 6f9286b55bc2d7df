"""Reads of the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from advocacy.jobs.models import Job, JobState


def some_are_due(session: Session, now: datetime) -> bool:
    """Whether a job is due that nobody holds."""
    statement = (
        select(Job.id)
        .where(
            Job.state == JobState.WAITING,
            Job.due_at <= now,
            or_(Job.leased_until.is_(None), Job.leased_until <= now),
        )
        .limit(1)
    )
    return session.execute(statement).first() is not None


def is_under_way(session: Session, kind: str) -> bool:
    """Whether a job of this kind waits or is being done. One query."""
    statement = select(Job.id).where(Job.state == JobState.WAITING, Job.kind == kind).limit(1)
    return session.execute(statement).first() is not None


def failed(session: Session, limit: int = 50) -> Sequence[Job]:
    """The jobs that failed for good, the latest first."""
    statement = select(Job).where(Job.state == JobState.FAILED).order_by(Job.ended_at.desc(), Job.id.desc())
    return session.scalars(statement.limit(limit)).all()


def waiting(session: Session) -> tuple[int, datetime | None]:
    """How many jobs wait, and since when the first of them is due."""
    statement = select(func.count(), func.min(Job.due_at)).where(Job.state == JobState.WAITING)
    count, first = session.execute(statement).one()
    return count, first
