"""Tables of topics: the subjects themselves, and from when to when somebody holds one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Key, Model, OrderedText


class Topic(Model):
    """A subject customers ask about, owned by a department. A closed one is kept: old answers name it."""

    __tablename__ = "topic"

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name_fr: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(OrderedText)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class TopicHolding(Model):
    """From one instant to another somebody held a topic. Ending one sets `to_at`; nothing else changes."""

    __tablename__ = "topic_holding"
    __table_args__ = (
        Index(
            "uq_topic_holding_person_id_topic_id",
            "person_id",
            "topic_id",
            unique=True,
            sqlite_where=text("to_at IS NULL"),
            postgresql_where=text("to_at IS NULL"),
        ),
        Index("ix_topic_holding_topic_id_to_at", "topic_id", "to_at"),
        Index("ix_topic_holding_person_id_from_at", "person_id", "from_at"),
        CheckConstraint("to_at IS NULL OR to_at >= from_at", name="ends_after_it_begins"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
