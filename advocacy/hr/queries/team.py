"""A manager's own team: who reports to them today, and what each still owes. Nothing of what anybody did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session

from advocacy.keyset import window
from advocacy.obligations import Obligation, owed
from advocacy.people.models import Department, Employment, Person, Placement
from advocacy.people.queries.by_name import BY_NAME, place_of
from advocacy.people.queries.dated import holds_on

ROWS = 100


@dataclass(frozen=True)
class Member:
    """Somebody who reports to the manager, and what they owe, what is due first in front."""

    name: str
    department: str
    to_do: tuple[Obligation, ...]


@dataclass(frozen=True)
class Team:
    """Those who owe something, the earliest due date first; all others; where the next page begins."""

    owing: tuple[Member, ...]
    others: tuple[Member, ...]
    after: int | None = None

    @property
    def size(self) -> int:
        """How many are on this page."""
        return len(self.owing) + len(self.others)


def reports_to(manager_id: int, day: date) -> Select[int]:
    """Who works under `manager_id` on `day`, by person id: those whom `team` shows, page by page."""
    return select(Placement.person_id).where(_reports_to(manager_id, day))


def _reports_to(manager_id: int, day: date) -> ColumnElement[bool]:
    employed = exists().where(Employment.person_id == Placement.person_id, holds_on(Employment, day))
    return and_(Placement.manager_id == manager_id, holds_on(Placement, day), employed)


def team(session: Session, manager_id: int, *, now: datetime, day: date, after: int | None = None) -> Team:
    """The direct reports of `manager_id` on `day`, at most 100, by name from behind the person `after`.

    Three queries, whatever the size of the team.
    """
    statement = (
        select(Person.id, Person.given_name, Person.family_name, Department.name.label("department"))
        .join(Placement, Placement.person_id == Person.id)
        .join(Department, Department.id == Placement.department_id)
        .where(_reports_to(manager_id, day))
    )
    edge = None if after is None else place_of(after)
    found = window(session, statement, BY_NAME, size=ROWS, after=edge)
    shown = found.rows
    debts = _debts(session, [row.id for row in shown], now=now, day=day)
    members = [
        Member(f"{row.given_name} {row.family_name}".strip(), row.department, tuple(debts.get(row.id, ())))
        for row in shown
    ]
    owing = sorted((one for one in members if one.to_do), key=lambda one: one.to_do[0].due_on)
    others = tuple(one for one in members if not one.to_do)
    return Team(tuple(owing), others, found.edges(lambda row: int(row.id))[1])


def _debts(
    session: Session, people: Sequence[int], *, now: datetime, day: date
) -> dict[int, list[Obligation]]:
    found: dict[int, list[Obligation]] = {}
    if people:
        for obligation in owed(session, now=now, day=day, people=people):
            found.setdefault(obligation.person_id, []).append(obligation)
    for debts in found.values():
        debts.sort(key=lambda debt: (debt.due_on, debt.key))
    return found
