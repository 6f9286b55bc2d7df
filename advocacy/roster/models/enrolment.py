"""Enrolling is an act: the sentence committed to is versioned text, and the act keeps exactly which one."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Key, Model, by_value
from advocacy.people.rules import Language
from advocacy.roster.rules import EndCause


class Commitment(Model):
    """One language of a version of the sentence "I commit to …". Insert-only; the highest number is in
    force."""

    __tablename__ = "roster_commitment"
    __table_args__ = (UniqueConstraint("number", "language"),)

    id: Mapped[Key]
    number: Mapped[int] = mapped_column(Integer)
    language: Mapped[Language] = mapped_column(by_value(Language))
    text: Mapped[str] = mapped_column(LongText)
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Enrolment(Model):
    """Somebody committed to exactly this text and joined the roster. Insert-only.

    `enrolled_on` is the day of `at` in the installation's zone, for comparing with days of employment.
    """

    __tablename__ = "roster_enrolment"
    __table_args__ = (Index("ix_roster_enrolment_person_id_at", "person_id", "at"),)

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    commitment_id: Mapped[int] = mapped_column(ForeignKey("roster_commitment.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    enrolled_on: Mapped[date]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))


class EnrolmentEnd(Model):
    """An enrolment ended. Insert-only."""

    __tablename__ = "roster_enrolment_end"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("roster_enrolment.id"), primary_key=True)
    cause: Mapped[EndCause] = mapped_column(by_value(EndCause))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
