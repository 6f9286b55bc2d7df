"""How a member appears and when they work: alias, languages, weekly hours, how many questions at once.

Rows hold from one instant to another (`to_at` None: still), so that a past instant can be asked about.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Model, OrderedText, by_value
from advocacy.people.rules import Language


class MemberProfile(Model):
    """What a member may change freely. `capacity` is the most questions held at once; `zone` an IANA name."""

    __tablename__ = "roster_profile"
    __table_args__ = (CheckConstraint("capacity BETWEEN 1 AND 20", name="capacity_is_sane"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    capacity: Mapped[int] = mapped_column(Integer, default=2)
    zone: Mapped[str] = mapped_column(String(64))
    edited_at: Mapped[datetime]


class Alias(Model):
    """The public name of a member. `skeleton` is how it looks (UTS #39): two that look alike share it.

    `slug` is its address at /verify. A name that was given up stays taken: nobody else may speak under it.
    One that HR withdrew, at `to_at`, has `withdrawn_by_id`: not even the member may take it again.
    """

    __tablename__ = "roster_alias"
    __table_args__ = (
        Index(
            "uq_roster_alias_person_id",
            "person_id",
            unique=True,
            sqlite_where=text("to_at IS NULL"),
            postgresql_where=text("to_at IS NULL"),
        ),
        Index("ix_roster_alias_skeleton", "skeleton"),
        Index("ix_roster_alias_sort_key_id", "sort_key", "id"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    alias: Mapped[str] = mapped_column(String(40))
    slug: Mapped[str] = mapped_column(String(80), index=True)
    skeleton: Mapped[str] = mapped_column(OrderedText)
    sort_key: Mapped[str] = mapped_column(OrderedText)
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AliasLook(Model):
    """Who may look like this: each look of an alias belongs to the first who chose it, for good – and to
    nobody (`person_id` None), for good, once HR has withdrawn the alias.

    The primary key decides between two who choose look-alikes at the same moment.
    """

    __tablename__ = "roster_alias_look"

    look: Mapped[str] = mapped_column(OrderedText, primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class MemberLanguage(Model):
    """A language in which a member answers."""

    __tablename__ = "roster_language"
    __table_args__ = (Index("ix_roster_language_person_id_to_at", "person_id", "to_at"),)

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    language: Mapped[Language] = mapped_column(by_value(Language))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]


class MemberHours(Model):
    """Hours of a weekday (0 is Monday) in the member's zone, as minutes of the wall clock's day."""

    __tablename__ = "roster_hours"
    __table_args__ = (
        Index("ix_roster_hours_person_id_to_at", "person_id", "to_at"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="day_of_the_week"),
        CheckConstraint("starts >= 0 AND ends <= 1440 AND ends > starts", name="within_the_day"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    weekday: Mapped[int] = mapped_column(Integer)
    starts: Mapped[int] = mapped_column(Integer)
    ends: Mapped[int] = mapped_column(Integer)
    zone: Mapped[str] = mapped_column(String(64))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
