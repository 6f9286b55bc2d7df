"""What people did with a text: acknowledged, objected, reached its end, asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.charter.rules import Act
from advocacy.db import BigId, Model, by_value
from advocacy.people.rules import Language


class Acknowledgement(Model):
    """The act of one person on one text of one version: acknowledged, or read and objected. Insert-only.

    `opened_at` and `reached_end` are the evidence of display that came with the act; `passing_id` is the
    quiz it rests on, where the version has one.
    """

    __tablename__ = "acknowledgement"
    __table_args__ = (
        UniqueConstraint("person_id", "version_id", "act"),
        Index("ix_acknowledgement_version_id_at", "version_id", "at"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    text_id: Mapped[int] = mapped_column(ForeignKey("charter_text.id"))
    act: Mapped[Act] = mapped_column(by_value(Act))
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    opened_at: Mapped[datetime]
    reached_end: Mapped[bool] = mapped_column(Boolean)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    passing_id: Mapped[int | None] = mapped_column(ForeignKey("charter_passing.id"))


class ObjectionReason(Model):
    """Why somebody objected: out of the ledger, out of managers' sight, and deletable."""

    __tablename__ = "objection_reason"

    acknowledgement_id: Mapped[int] = mapped_column(ForeignKey("acknowledgement.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(LongText)


class Reading(Model):
    """Somebody reached the end of a text that was opened for them: evidence of display. Insert-only."""

    __tablename__ = "charter_reading"
    __table_args__ = (UniqueConstraint("person_id", "text_id"),)

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text_id: Mapped[int] = mapped_column(ForeignKey("charter_text.id"))
    opened_at: Mapped[datetime]
    reached_end_at: Mapped[datetime]


class Question(Model):
    """A question asked from the page to the owner of the document, and the owner's answer."""

    __tablename__ = "charter_question"
    __table_args__ = (Index("ix_charter_question_answered_at_id", "answered_at", "id"),)

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    language: Mapped[Language] = mapped_column(by_value(Language))
    clause: Mapped[str] = mapped_column(String(80), default="")
    question: Mapped[str] = mapped_column(String(2000))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(4000))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(Integer)
