"""Topics that members ask for, until HR gives them or says no."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Model


class TopicWish(Model):
    """A member asks for a topic. `closed_at` says that it was given, declined or taken back."""

    __tablename__ = "roster_topic_wish"
    __table_args__ = (
        Index(
            "uq_roster_topic_wish_person_id_topic_id",
            "person_id",
            "topic_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    asked_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
