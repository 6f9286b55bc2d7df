"""What is said to everyone who relays: words to think twice about, and the stop."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model, OrderedText, by_value
from advocacy.people.rules import Language


class ForbiddenPhrase(Model):
    """Words that warn whoever types them, with the reason. `search_key` is the phrase folded."""

    __tablename__ = "forbidden_phrase"

    id: Mapped[Key]
    phrase: Mapped[str] = mapped_column(String(120))
    search_key: Mapped[str] = mapped_column(OrderedText)
    language: Mapped[Language | None] = mapped_column(by_value(Language))
    reason_fr: Mapped[str] = mapped_column(String(400))
    reason_en: Mapped[str] = mapped_column(String(400))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


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
