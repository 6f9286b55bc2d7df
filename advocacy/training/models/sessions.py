"""Sessions led by a trainer: places, who took one, and who was there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Key, Model, by_value
from advocacy.people.rules import Language


class Session(Model):
    """A session of a module. `zone` is the IANA zone in which its times were typed."""

    __tablename__ = "training_session"
    __table_args__ = (
        Index("ix_training_session_module_id_starts_at", "module_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_begins"),
        CheckConstraint("places > 0", name="has_places"),
    )

    id: Mapped[Key]
    module_id: Mapped[int] = mapped_column(ForeignKey("training_module.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(200))
    language: Mapped[Language] = mapped_column(by_value(Language))
    places: Mapped[int] = mapped_column(Integer)
    trainer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class SessionPlace(Model):
    """Somebody took a place; giving it up sets `given_up_at`, and a later one is another row."""

    __tablename__ = "training_session_place"
    __table_args__ = (
        Index(
            "uq_training_session_place_session_id_person_id",
            "session_id",
            "person_id",
            unique=True,
            sqlite_where=text("given_up_at IS NULL"),
            postgresql_where=text("given_up_at IS NULL"),
        ),
        Index("ix_training_session_place_person_id", "person_id"),
    )

    id: Mapped[BigId]
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime]
    given_up_at: Mapped[datetime | None]


class Attendance(Model):
    """The trainer ticked that somebody was there, for so many minutes. Insert-only."""

    __tablename__ = "training_attendance"

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    minutes: Mapped[int] = mapped_column(Integer)
    ticked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
