"""The editorial calendar: recurring slots, the company's own days, and the feeds people subscribe to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import JsonDict, Key, Model, by_value
from advocacy.networks.words import Network
from advocacy.people.rules import Language


class CompanyEvent(Model):
    """Days that matter to the company: a launch, a fair, sales."""

    __tablename__ = "company_event"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="period_is_forward"),)

    id: Mapped[Key]
    name_fr: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160))
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class Slot(Model):
    """A place in every week to be filled: Monday is 0, `minute` is wall time in `zone`."""

    __tablename__ = "calendar_slot"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="is_a_weekday"),
        CheckConstraint("minute BETWEEN 0 AND 1439", name="is_a_minute_of_the_day"),
    )

    id: Mapped[Key]
    network: Mapped[Network] = mapped_column(by_value(Network))
    language: Mapped[Language | None] = mapped_column(by_value(Language))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    weekday: Mapped[int] = mapped_column(Integer)
    minute: Mapped[int] = mapped_column(Integer)
    zone: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class CalendarFeed(Model):
    """An iCal address of one person: only the SHA-256 of its secret is kept. Revoking it is final."""

    __tablename__ = "calendar_feed"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    filters: Mapped[JsonDict]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
