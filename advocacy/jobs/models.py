"""The outbox: work to be done after the answer, written in the transaction that caused it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Model, by_value


class JobState(StrEnum):
    """How far a job has come. A leased job is `waiting` with a lease in the future."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


_WAITING = text("state = 'waiting'")
"""Ended jobs leave the index that the queue reads, so that it stays as small as what is left to do."""


class Job(Model):
    """One thing to do later: its kind and ids. The row is the truth; the queue only wakes the worker."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_waiting", "due_at", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_job_state_ended_at", "state", "ended_at"),
    )

    id: Mapped[BigId]
    kind: Mapped[str] = mapped_column(String(64))
    arguments: Mapped[JsonDict]
    dedup_key: Mapped[str | None] = mapped_column(String(160), unique=True)
    state: Mapped[JobState] = mapped_column(by_value(JobState), default=JobState.WAITING)
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Lease(Model):
    """Who runs the loops of which there must be one at a time: the sealer, the reminders, retention."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]
    seen_at: Mapped[datetime]
