"""The stop of all relaying."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model


class RelayStop(Model):
    """All relaying is stopped from one instant to another: why, what to say meanwhile, whom to call."""

    __tablename__ = "relay_stop"
    __table_args__ = (
        Index(
            "uq_relay_stop_open",
            "is_open",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    is_open: Mapped[bool] = mapped_column(default=True)
    reason_fr: Mapped[str] = mapped_column(String(1000))
    reason_en: Mapped[str] = mapped_column(String(1000))
    holding_fr: Mapped[str] = mapped_column(String(1000))
    holding_en: Mapped[str] = mapped_column(String(1000))
    call: Mapped[str] = mapped_column(String(300))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
