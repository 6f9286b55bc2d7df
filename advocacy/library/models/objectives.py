"""Objectives: what the company wants, by how much, until when, and what was decided at each review."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model, by_value
from advocacy.library.rules.words import Aim, Measure, Verdict


class Objective(Model):
    """An aim with a target figure for a period. A closed one can be given to no content; what was stays."""

    __tablename__ = "objective"
    __table_args__ = (
        CheckConstraint("target > 0", name="target_is_positive"),
        CheckConstraint("ends_on >= starts_on", name="period_is_forward"),
    )

    id: Mapped[Key]
    aim: Mapped[Aim] = mapped_column(by_value(Aim))
    name_fr: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160))
    measure: Mapped[Measure] = mapped_column(by_value(Measure))
    target: Mapped[int] = mapped_column(Integer)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    review_on: Mapped[date]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class ObjectiveReview(Model):
    """What somebody decided when looking at an objective, and the figure at that moment. Insert-only."""

    __tablename__ = "objective_review"
    __table_args__ = (Index("ix_objective_review_objective_id_id", "objective_id", "id"),)

    id: Mapped[Key]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"))
    verdict: Mapped[Verdict] = mapped_column(by_value(Verdict))
    note: Mapped[str] = mapped_column(String(2000))
    figure: Mapped[int] = mapped_column(Integer)
    next_review_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ObjectiveFigure(Model):
    """A figure noted by hand, where the portal cannot count: the latest of a day holds. Insert-only."""

    __tablename__ = "objective_figure"
    __table_args__ = (Index("ix_objective_figure_objective_id_day", "objective_id", "day"),)

    id: Mapped[Key]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"))
    day: Mapped[date]
    figure: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(300))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
