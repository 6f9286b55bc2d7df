"""Cycles, what is done in them, and completions.

A cycle is one period in which one person owes (or takes) one module. It is open until a completion closes
it, so
somebody has at most one open cycle per module; the next one begins when it is needed, and history stays.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Key, Model, by_value
from advocacy.people.rules import Language
from advocacy.training.rules import CycleCause, Way


class Cycle(Model):
    """One period of one person with one module. Insert-only: it ends by its completion."""

    __tablename__ = "training_cycle"
    __table_args__ = (
        UniqueConstraint("person_id", "module_id", "number"),
        Index("ix_training_cycle_module_id_id", "module_id", "id"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("training_module.id"))
    number: Mapped[int] = mapped_column(Integer)
    cause: Mapped[CycleCause] = mapped_column(by_value(CycleCause))
    opened_at: Mapped[datetime]


class SectionTime(Model):
    """How long a section of a version was really looked at in a cycle, in seconds (visible tab, bounded)."""

    __tablename__ = "training_section_time"
    __table_args__ = (CheckConstraint("seconds >= 0", name="time_is_not_negative"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("training_cycle.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("training_version.id"), primary_key=True)
    section: Mapped[str] = mapped_column(String(80), primary_key=True)
    seconds: Mapped[int] = mapped_column(Integer, default=0)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class QuizAttempt(Model):
    """A quiz was asked: which text, in which order (`seed`). Insert-only; nothing handed in is no result."""

    __tablename__ = "training_attempt"
    __table_args__ = (UniqueConstraint("cycle_id", "version_id", "number"),)

    id: Mapped[BigId]
    cycle_id: Mapped[int] = mapped_column(ForeignKey("training_cycle.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("training_version.id"))
    language: Mapped[Language] = mapped_column(by_value(Language))
    number: Mapped[int] = mapped_column(Integer)
    seed: Mapped[str] = mapped_column(String(32))
    begun_at: Mapped[datetime]


class QuizResult(Model):
    """An attempt was handed in and marked. Insert-only: the same attempt handed in again gives this one."""

    __tablename__ = "training_result"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("training_attempt.id"), primary_key=True)
    answers: Mapped[JsonDict]
    right: Mapped[int] = mapped_column(Integer)
    questions: Mapped[int] = mapped_column(Integer)
    passed: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime]


class Completion(Model):
    """Proof that a cycle was done: when, how, by which version, in how many minutes. Insert-only.

    `completed_at` is the instant that counts for validity; `recorded_at` when the portal came to know.
    `expires_on`
    is the last day an outside proof itself holds, where it says so. Validity otherwise follows the
    requirement.
    """

    __tablename__ = "training_completion"
    __table_args__ = (
        Index("ix_training_completion_person_id_module_id_at", "person_id", "module_id", "completed_at"),
        Index("ix_training_completion_module_id_at", "module_id", "completed_at"),
        CheckConstraint("minutes >= 0", name="time_is_not_negative"),
    )

    id: Mapped[BigId]
    cycle_id: Mapped[int] = mapped_column(ForeignKey("training_cycle.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("training_module.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("training_version.id"))
    way: Mapped[Way] = mapped_column(by_value(Way))
    completed_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    minutes: Mapped[int] = mapped_column(Integer)
    expires_on: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(String(300), default="")
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))


class Revocation(Model):
    """A completion was found not to be one. Insert-only."""

    __tablename__ = "training_revocation"

    completion_id: Mapped[int] = mapped_column(ForeignKey("training_completion.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))


class RevocationReason(Model):
    """Why: out of the ledger, and deletable."""

    __tablename__ = "training_revocation_reason"

    completion_id: Mapped[int] = mapped_column(
        ForeignKey("training_revocation.completion_id"), primary_key=True
    )
    reason: Mapped[str] = mapped_column(LongText)


class Certificate(Model):
    """The unguessable code under which anyone can check a completion. Insert-only."""

    __tablename__ = "training_certificate"

    completion_id: Mapped[int] = mapped_column(ForeignKey("training_completion.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)


class TrainingTally(Model):
    """Completions and minutes by department, module and month: counted up in the completing transaction.

    `month` is its first day. Reports read this and not a million completions.
    """

    __tablename__ = "training_tally"
    __table_args__ = (UniqueConstraint("module_id", "department_id", "month"),)

    id: Mapped[Key]
    module_id: Mapped[int] = mapped_column(ForeignKey("training_module.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    month: Mapped[date]
    completions: Mapped[int] = mapped_column(Integer, default=0)
    minutes: Mapped[int] = mapped_column(Integer, default=0)
