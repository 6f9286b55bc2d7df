"""What is counted for objectives: the figure beside each target, in the objective's period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from advocacy.insights.models import ImpactDay
from advocacy.insights.rules.impact import shares_told
from advocacy.library.figures import Counted
from advocacy.library.models import Content, Objective


def clicks(session: Session, asked: Sequence[Counted]) -> Mapping[int, int]:
    """How many people followed links of an objective's contents in its period, by objective. One query."""
    inside = ImpactDay.day.between(Objective.starts_on, Objective.ends_on)
    statement = _days(asked, Objective.id, func.sum(ImpactDay.clicked)).where(inside)
    return {row[0]: int(row[1] or 0) for row in session.execute(statement.group_by(Objective.id))}


def shares(session: Session, asked: Sequence[Counted]) -> Mapping[int, int]:
    """How many shares of an objective's contents were declared in its period, as far as that is told: in
    steps of five, 0 for those of fewer than five people. One query."""
    inside = ImpactDay.day.between(Objective.starts_on, Objective.ends_on)
    people = [
        func.coalesce(func.max(case((end, ImpactDay.declarers))), 0)
        for end in (ImpactDay.day <= Objective.ends_on, ImpactDay.day < Objective.starts_on)
    ]
    declared = func.sum(case((inside, ImpactDay.declared), else_=0))
    by_content = _days(
        asked,
        Objective.id.label("objective_id"),
        declared.label("declared"),
        # What one wording had at the end less what any had before: so many were new in it at least.
        (people[0] - people[1]).label("people"),
    )
    each = by_content.group_by(Objective.id, Content.id).subquery("each")
    rows = session.execute(
        select(each.c.objective_id, func.sum(each.c.declared), func.max(each.c.people)).group_by(
            each.c.objective_id
        )
    )
    return {row[0]: shares_told(int(row[1]), int(row[2])) for row in rows}


def _days(asked: Sequence[Counted], *columns: Any) -> Select[*tuple[Any, ...]]:
    """The days on which contents of these objectives brought something."""
    return (
        select(*columns)
        .select_from(Objective)
        .join(Content, Content.objective_id == Objective.id)
        .join(ImpactDay, ImpactDay.content_id == Content.id)
        .where(Objective.id.in_([one.objective_id for one in asked]))
    )
