"""A person, and the proof that the privacy notice was shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model, OrderedText, by_value
from advocacy.people.rules import Kind, Language


class Person(Model):
    """Somebody (or a machine) known to the portal. Identity lives here and nowhere else, so that erasing
    this row's words erases the person; `subject` is the random name the ledger uses."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_sort_key_id", "sort_key", "id"),)

    id: Mapped[Key]
    subject: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[Kind] = mapped_column(by_value(Kind), default=Kind.EMPLOYEE)
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    given_name: Mapped[str] = mapped_column(String(80))
    family_name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254), unique=True)
    language: Mapped[Language] = mapped_column(by_value(Language))
    time_zone: Mapped[str | None] = mapped_column(String(64))
    sort_key: Mapped[str] = mapped_column(OrderedText)
    search_key: Mapped[str] = mapped_column(OrderedText)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_set_at: Mapped[datetime | None]
    disabled: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]

    @property
    def display_name(self) -> str:
        """Given name, then family name."""
        return f"{self.given_name} {self.family_name}".strip()


class PrivacyNoticeSeen(Model):
    """That a person was shown this edition of the privacy notice, and when. Insert-only."""

    __tablename__ = "privacy_notice_seen"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
