"""Who took part, by month and team: tallies over the headcount of each month's last day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from advocacy.insights.models import HeadcountDay
from advocacy.insights.rules.headcount import Headcount
from advocacy.insights.rules.participation import Month, month, month_ends
from advocacy.people.models import Department, Employment, Placement
from advocacy.people.queries.dated import holds_on
from advocacy.relay.models import TeamTally
from advocacy.roles import Actor, Role

WHOLE = frozenset({Role.EDITOR, Role.APPROVER, Role.AUDITOR})
"""The roles that see every team; a manager sees the own ones."""


def months(session: Session, *, today: date) -> Sequence[Month]:
    """The months of the last year that are over and whose last day was counted, the latest first. Two
    queries, which read one row per department and month."""
    ends = month_ends(today)
    heads: dict[date, list[Headcount]] = {}
    for row in session.execute(
        select(
            HeadcountDay.day, HeadcountDay.department_id, HeadcountDay.parent_id, HeadcountDay.people
        ).where(HeadcountDay.day.in_(ends))
    ):
        heads.setdefault(row.day, []).append(Headcount(row.department_id, row.parent_id, row.people))
    took_part: dict[date, dict[int, int]] = {}
    tallies = select(TeamTally.month, TeamTally.department_id, TeamTally.people)
    firsts = [end.replace(day=1) for end in ends]
    for first, department_id, people in session.execute(tallies.where(TeamTally.month.in_(firsts))):
        took_part.setdefault(first, {})[department_id] = people
    return [month(end, heads[end], took_part.get(end.replace(day=1), {})) for end in ends if end in heads]


@dataclass(frozen=True)
class Departments:
    """What departments are called and where each stands today, in the order of names."""

    names: Mapping[int, str]
    parents: Mapping[int, int | None]

    def trail(self, department_id: int) -> list[int]:
        """The department and those above it, from the top down."""
        found: list[int] = []
        here: int | None = department_id
        while here is not None and here in self.names:
            found.insert(0, here)
            here = self.parents[here]
        return found


def departments(session: Session) -> Departments:
    """Every department. One query."""
    rows = session.execute(
        select(Department.id, Department.name, Department.parent_id).order_by(
            Department.sort_key, Department.id
        )
    ).all()
    return Departments({row.id: row.name for row in rows}, {row.id: row.parent_id for row in rows})


def teams_of(session: Session, actor: Actor, *, day: date) -> frozenset[int] | None:
    """The departments whose participation the actor sees: those in which somebody reports to them on `day`;
    None for all of them. One query for a manager, else none."""
    if actor.is_system or not WHOLE.isdisjoint(actor.roles):
        return None
    employed = exists().where(Employment.person_id == Placement.person_id, holds_on(Employment, day))
    statement = select(Placement.department_id).where(
        Placement.manager_id == actor.id, holds_on(Placement, day), employed
    )
    return frozenset(session.scalars(statement.distinct()))
