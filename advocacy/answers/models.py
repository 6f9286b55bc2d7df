"""Tables of the answers log. A line is never edited: what was wrong is corrected by another line."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Model, by_value
from advocacy.networks.words import Network
from advocacy.people.rules import Language


class Source(StrEnum):
    """How an answer came into the log: typed in by who gave it, or sent from the desk."""

    HAND = "hand"
    DESK = "desk"


class ThanksFrom(StrEnum):
    """Who thanked."""

    CUSTOMER = "customer"
    MANAGER = "manager"


class PublicAnswer(Model):
    """One answer given in public. Insert-only, and without a word of the customer's.

    `link_key` is the SHA-256 of the link's one canonical form: never two lines for one link. `eligible` and
    `reasons` (`{"codes": [...]}`) are what the rule said of `answered_at`, computed and never typed.
    `answered_on` and `department_id` are the day in the installation's zone and where the person was on it.
    `corrects_id` is the earlier answer this one sets right.
    """

    __tablename__ = "public_answer"
    __table_args__ = (
        Index("uq_public_answer_link_key", "link_key", unique=True),
        Index("ix_public_answer_person_id_answered_at_id", "person_id", "answered_at", "id"),
        Index("ix_public_answer_answered_at_id", "answered_at", "id"),
        Index(
            "ix_public_answer_flagged",
            "answered_at",
            "id",
            sqlite_where=text("NOT eligible"),
            postgresql_where=text("NOT eligible"),
        ),
        Index("ix_public_answer_topic_id_answered_at_id", "topic_id", "answered_at", "id"),
        Index("ix_public_answer_network_answered_at_id", "network", "answered_at", "id"),
        CheckConstraint("minutes >= 0", name="time_is_not_negative"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    network: Mapped[Network] = mapped_column(by_value(Network))
    link_key: Mapped[str] = mapped_column(String(64))
    language: Mapped[Language] = mapped_column(by_value(Language))
    minutes: Mapped[int] = mapped_column(Integer)
    answered_at: Mapped[datetime]
    answered_on: Mapped[date]
    recorded_at: Mapped[datetime]
    source: Mapped[Source] = mapped_column(by_value(Source))
    eligible: Mapped[bool] = mapped_column(Boolean)
    reasons: Mapped[JsonDict]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("public_answer.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))


class AnswerWords(Model):
    """Where an answer is, and the question in one line: these can be deleted while the answer stays."""

    __tablename__ = "answer_words"

    answer_id: Mapped[int] = mapped_column(ForeignKey("public_answer.id"), primary_key=True)
    link: Mapped[str] = mapped_column(String(600))
    question: Mapped[str] = mapped_column(String(300))


class AnswerThanks(Model):
    """A customer, or the manager, thanked for an answer: each once, for thanks are not counted."""

    __tablename__ = "answer_thanks"
    __table_args__ = (
        Index("uq_answer_thanks_answer_id_thanks_from", "answer_id", "thanks_from", unique=True),
    )

    id: Mapped[BigId]
    answer_id: Mapped[int] = mapped_column(ForeignKey("public_answer.id"))
    thanks_from: Mapped[ThanksFrom] = mapped_column(by_value(ThanksFrom))
    note: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
