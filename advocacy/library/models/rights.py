"""Who may edit or approve which topics only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model


class LibraryRight(Model):
    """An editor or approver with such rows works on these topics only; without any, on all. Dated."""

    __tablename__ = "library_right"
    __table_args__ = (
        Index(
            "uq_library_right_person_id_topic_id",
            "person_id",
            "topic_id",
            unique=True,
            sqlite_where=text("to_at IS NULL"),
            postgresql_where=text("to_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
