"""Objectives with their figures, their reviews, and what waits for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.library.figures import Counted, figures
from advocacy.library.models import Objective, ObjectiveFigure, ObjectiveReview
from advocacy.library.rules.objectives import is_overdue
from advocacy.library.rules.words import Aim, Measure, Verdict
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in

MOST = 200
"""Far more objectives than a company can follow."""

LATEST = 50
"""So many reviews, and so many noted figures, stand on the page of an objective."""


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective; `figure` is None where nobody has counted or noted anything."""

    id: int
    aim: Aim
    name_fr: str
    name_en: str
    measure: Measure
    target: int
    starts_on: date
    ends_on: date
    review_on: date
    owner_id: int
    owner: str
    is_closed: bool
    figure: int | None = None

    def name(self, language: str) -> str:
        """What the objective is called in `language`."""
        return self.name_fr if language == "fr" else self.name_en

    def is_overdue(self, today: date) -> bool:
        """Whether its review should have been by now."""
        return is_overdue(self.review_on, closed=self.is_closed, today=today)


@dataclass(frozen=True)
class ReviewLine:
    """A review: what was decided, by whom, at which figure."""

    verdict: Verdict
    note: str
    figure: int
    next_review_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True)
class FigureLine:
    """A figure noted by hand."""

    day: date
    figure: int
    source: str
    by: str


def objectives(
    session: Session, *, open_on: date | None = None, counted: bool = False
) -> list[ObjectiveLine]:
    """The objectives, the next to be reviewed first, closed ones last; with `open_on` only those not closed
    whose period holds that day. One query; with `counted`, their figures by one more for each measure."""
    statement = _lines()
    if open_on is not None:
        statement = statement.where(
            Objective.closed_at.is_(None), Objective.starts_on <= open_on, Objective.ends_on >= open_on
        )
    order = (Objective.closed_at.is_not(None), Objective.review_on, Objective.id)
    found = [_line(row) for row in session.execute(statement.order_by(*order).limit(MOST))]
    return _with_figures(session, found) if counted else found


def objective(session: Session, objective_id: int) -> ObjectiveLine:
    """One objective with its figure. Raises NotVisible when there is none. Two queries."""
    row = session.execute(_lines().where(Objective.id == objective_id)).one_or_none()
    if row is None:
        raise NotVisible
    return _with_figures(session, [_line(row)])[0]


def reviews(session: Session, objective_id: int) -> list[ReviewLine]:
    """The reviews of an objective, the latest first, at most 50. One query."""
    rows = session.execute(
        select(
            ObjectiveReview.verdict,
            ObjectiveReview.note,
            ObjectiveReview.figure,
            ObjectiveReview.next_review_on,
            ObjectiveReview.at,
            *name_columns(Person, "by"),
        )
        .join(Person, Person.id == ObjectiveReview.by_id)
        .where(ObjectiveReview.objective_id == objective_id)
        .order_by(ObjectiveReview.id.desc())
        .limit(LATEST)
    )
    return [
        ReviewLine(row.verdict, row.note, row.figure, row.next_review_on, name_in(row, "by"), row.at)
        for row in rows
    ]


def noted_figures(session: Session, objective_id: int) -> list[FigureLine]:
    """The figures that hold, of each day the latest, the latest day first, at most 50. One query."""
    later = aliased(ObjectiveFigure)
    newest = (
        select(func.max(later.id))
        .where(later.objective_id == objective_id, later.day == ObjectiveFigure.day)
        .correlate(ObjectiveFigure)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            ObjectiveFigure.day,
            ObjectiveFigure.figure,
            ObjectiveFigure.source,
            *name_columns(Person, "by"),
        )
        .join(Person, Person.id == ObjectiveFigure.by_id)
        .where(ObjectiveFigure.objective_id == objective_id, ObjectiveFigure.id == newest)
        .order_by(ObjectiveFigure.day.desc())
        .limit(LATEST)
    )
    return [FigureLine(row.day, row.figure, row.source, name_in(row, "by")) for row in rows]


def overdue(person_id: int | None, day: date) -> Select[int]:
    """The ids of the objectives of this owner that wait for a review on `day`."""
    return select(Objective.id).where(
        Objective.owner_id == person_id, Objective.closed_at.is_(None), Objective.review_on <= day
    )


def _with_figures(session: Session, found: Sequence[ObjectiveLine]) -> list[ObjectiveLine]:
    known: dict[int, int] = {}
    for measure in Measure:
        asked = [one for one in found if one.measure is measure]
        if asked and measure is Measure.NOTED:
            known |= _noted(session, (one.id for one in asked))
        elif asked:
            spans = [Counted(one.id, one.starts_on, one.ends_on) for one in asked]
            counts = figures(session, measure, spans)
            known |= {one.id: counts.get(one.id, 0) for one in asked}
    return [replace(one, figure=known.get(one.id)) for one in found]


def _noted(session: Session, ids: Iterable[int]) -> Mapping[int, int]:
    """The figure of the latest day, noted last, by objective. One query."""
    place = (
        func.row_number()
        .over(
            partition_by=ObjectiveFigure.objective_id,
            order_by=(ObjectiveFigure.day.desc(), ObjectiveFigure.id.desc()),
        )
        .label("place")
    )
    ranked = (
        select(ObjectiveFigure.objective_id, ObjectiveFigure.figure, place)
        .where(ObjectiveFigure.objective_id.in_(list(ids)))
        .subquery()
    )
    rows = session.execute(select(ranked.c.objective_id, ranked.c.figure).where(ranked.c.place == 1))
    return {row.objective_id: row.figure for row in rows}


def _lines() -> Select[*tuple[Any, ...]]:
    return select(
        Objective.id,
        Objective.aim,
        Objective.name_fr,
        Objective.name_en,
        Objective.measure,
        Objective.target,
        Objective.starts_on,
        Objective.ends_on,
        Objective.review_on,
        Objective.owner_id,
        Objective.closed_at,
        *name_columns(Person, "owner"),
    ).outerjoin(Person, and_(Person.id == Objective.owner_id, Person.erased_at.is_(None)))


def _line(row: Any) -> ObjectiveLine:
    return ObjectiveLine(
        id=row.id,
        aim=row.aim,
        name_fr=row.name_fr,
        name_en=row.name_en,
        measure=row.measure,
        target=row.target,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        review_on=row.review_on,
        owner_id=row.owner_id,
        owner=name_in(row, "owner"),
        is_closed=row.closed_at is not None,
    )
