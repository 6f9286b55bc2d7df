"""Taking the quiz that may be attached to a version. All of it is insert-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Model, by_value
from advocacy.people.rules import Language


class Attempt(Model):
    """The quiz of a version was asked: in which order (`seed`). Not handed in is no result. Insert-only."""

    __tablename__ = "charter_attempt"
    __table_args__ = (UniqueConstraint("person_id", "version_id", "number"),)

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    language: Mapped[Language] = mapped_column(by_value(Language))
    number: Mapped[int] = mapped_column(Integer)
    seed: Mapped[str] = mapped_column(String(32))
    begun_at: Mapped[datetime]


class AttemptResult(Model):
    """An attempt was handed in and marked. Insert-only: the same attempt handed in again gives this one."""

    __tablename__ = "charter_result"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("charter_attempt.id"), primary_key=True)
    answers: Mapped[JsonDict]
    right: Mapped[int] = mapped_column(Integer)
    questions: Mapped[int] = mapped_column(Integer)
    passed: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime]


class Passing(Model):
    """Somebody passed the quiz of a version, once; what an acknowledgement of it rests on. Insert-only."""

    __tablename__ = "charter_passing"
    __table_args__ = (UniqueConstraint("person_id", "version_id"),)

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("charter_attempt.id"), unique=True)
    at: Mapped[datetime]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
