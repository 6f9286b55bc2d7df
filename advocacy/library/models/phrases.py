"""Words to think twice about."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
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
