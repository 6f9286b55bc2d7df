"""Tables of the insights: what the company was on each day, what people said, what was learnt."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model, by_value
from advocacy.networks.words import Network


class HeadcountDay(Model):
    """How many people a department (0: none) had on a day, itself and everything below it.

    Kept daily, so that a rate of the past keeps its denominator. Insert-only.
    """

    __tablename__ = "headcount_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    people: Mapped[int] = mapped_column(Integer)


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
    __table_args__ = (Index("ix_lesson_objective_id_id", "objective_id", "id"),)

    id: Mapped[Key]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"))
    content_id: Mapped[int | None] = mapped_column(ForeignKey("content.id"))
    text: Mapped[str] = mapped_column(String(1000))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
