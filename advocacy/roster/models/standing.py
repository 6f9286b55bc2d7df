"""What keeps a member from answering for a while: their own pause, or a suspension."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Model


class Pause(Model):
    """A member rests, from one instant until another (None: until they come back)."""

    __tablename__ = "roster_pause"
    __table_args__ = (
        Index("ix_roster_pause_person_id_from_at", "person_id", "from_at"),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="ends_after_it_begins"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]


class Suspension(Model):
    """HR keeps a member from answering until it is lifted."""

    __tablename__ = "roster_suspension"
    __table_args__ = (Index("ix_roster_suspension_person_id_from_at", "person_id", "from_at"),)

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))


class SuspensionReason(Model):
    """Why: out of the ledger, out of managers' sight, and deletable."""

    __tablename__ = "roster_suspension_reason"

    suspension_id: Mapped[int] = mapped_column(ForeignKey("roster_suspension.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(LongText)
