"""Tables of the insights: what contents brought, what the company was on each day, what people said, what was
learnt.

The tables of impact hold nothing that cannot be counted anew: `gathering.py` writes them from the tallies, so
that no page asks for more the more is shared.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from advocacy.db import Key, Model, by_value
from advocacy.networks.words import Network


class HeadcountDay(Model):
    """How many employees a department (0: none) had on a day, itself and everything below it.

    `parent_id` (0: the whole company) is where the department stood in the tree on that day, so that a figure
    of the past keeps its denominator whoever moves, and whatever is moved. Insert-only.
    """

    __tablename__ = "headcount_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    parent_id: Mapped[int] = mapped_column(Integer)
    people: Mapped[int] = mapped_column(Integer)


class Brought:
    """What something brought: shares opened and declared, the different people behind them, clicks.

    `sharers` and `declarers` are the most that were ever seen at once: they never shrink when shares are
    deleted, nor grow when one is noted anew.
    """

    opened: Mapped[int] = mapped_column(Integer, default=0)
    declared: Mapped[int] = mapped_column(Integer, default=0)
    sharers: Mapped[int] = mapped_column(Integer, default=0)
    declarers: Mapped[int] = mapped_column(Integer, default=0)
    clicked: Mapped[int] = mapped_column(Integer, default=0)
    bots: Mapped[int] = mapped_column(Integer, default=0)

    @declared_attr
    def content_id(cls) -> Mapped[int]:
        """Whose impact it is."""
        return mapped_column(ForeignKey("content.id"), primary_key=True, autoincrement=False)


class ContentImpact(Brought, Model):
    """What a content brought up to `counted_at`."""

    __tablename__ = "content_impact"

    counted_at: Mapped[datetime] = mapped_column(index=True)


class NetworkImpact(Brought, Model):
    """What a content brought on one network."""

    __tablename__ = "network_impact"

    network: Mapped[Network] = mapped_column(by_value(Network), primary_key=True)


class WordingImpact(Brought, Model):
    """What one wording of a content (0: people's own words) brought on one network."""

    __tablename__ = "wording_impact"

    network: Mapped[Network] = mapped_column(by_value(Network), primary_key=True)
    wording_id: Mapped[int] = mapped_column(Integer, primary_key=True)


class ImpactDay(Model):
    """What a content brought on one day (UTC).

    `declarers` is how many different people had declared up to then at least: as many as one wording was
    declared by on one network.
    """

    __tablename__ = "impact_day"

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    declared: Mapped[int] = mapped_column(Integer, default=0)
    declarers: Mapped[int] = mapped_column(Integer, default=0)
    clicked: Mapped[int] = mapped_column(Integer, default=0)


class Verbatim(Model):
    """What somebody outside answered to a content, noted by an editor."""

    __tablename__ = "verbatim"
    __table_args__ = (Index("ix_verbatim_content_id_id", "content_id", "id"),)

    id: Mapped[Key]
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    network: Mapped[Network] = mapped_column(by_value(Network))
    quote: Mapped[str] = mapped_column(String(600))
    link: Mapped[str] = mapped_column(String(2000), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Lesson(Model):
    """What was learnt from an objective or one of its contents."""

    __tablename__ = "lesson"
    __table_args__ = (
        Index("ix_lesson_objective_id_id", "objective_id", "id"),
        Index("ix_lesson_content_id_id", "content_id", "id"),
    )

    id: Mapped[Key]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"))
    content_id: Mapped[int | None] = mapped_column(ForeignKey("content.id"))
    text: Mapped[str] = mapped_column(String(1000))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
