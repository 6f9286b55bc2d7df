"""Whose training lapses soon, among whom somebody sees."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.hr.queries import sight
from advocacy.hr.queries.sight import people_in_sight
from advocacy.hr.rules.expiries import WantedExpiries, lapsing
from advocacy.hr.rules.tallies import Node
from advocacy.hr.rules.trainings import within
from advocacy.people.models import Department, Person, Placement
from advocacy.people.queries.directory import home
from advocacy.roles import Actor, Can
from advocacy.training.queries.outlines import Outline
from advocacy.training.queries.required import requirements_and_all_modules
from advocacy.training.queries.standing import PersonStanding, standings_with

MOST_NAMED = 5_000
"""Of more people than this, everybody's place is read and those not asked about are left out."""

MOST_IDS = 20_000
"""Up to so many ids go into a statement."""


@dataclass(frozen=True)
class Expiries:
    """The lines that were asked for, all of them, and what the page offers to choose from."""

    lines: Sequence[PersonStanding]
    nodes: tuple[Node, ...]
    known: Mapping[int, Outline]

    @property
    def people(self) -> frozenset[int]:
        """Whom they are about."""
        return frozenset(one.person_id for one in self.lines)

    @property
    def owing(self) -> frozenset[int]:
        """Those of them who are asked to renew by now: all others are asked from 30 days before."""
        return frozenset(one.person_id for one in self.lines if one.standing.is_owed)


def expiries(
    session: Session,
    wanted: WantedExpiries,
    *,
    at: datetime,
    day: date,
    visible_to: Actor,
    permission: Can = Can.SEE_HR,
) -> Expiries:
    """What lapses, among the people for whom `visible_to` holds `permission`. Four queries at most.

    Raises NotVisible for a module or a department that is not there.
    """
    nodes = sight.departments(session, visible_to=visible_to, permission=permission)
    required, known = requirements_and_all_modules(session, at=at, day=day)
    module = next((one.id for one in known.values() if one.slug == wanted.module), None)
    places = None if wanted.department_id is None else within(nodes, wanted.department_id)
    if (wanted.module and module is None) or (places is not None and not places):
        raise NotVisible
    asked = [one for one in required if module in (None, one.module_id)]
    people = _people(session, people_in_sight(visible_to, day, permission), places, day)
    found = standings_with(session, asked, at=at, people=people, known=known)
    return Expiries(lapsing(found, at, wanted.days), nodes, known)


def places_of(session: Session, people: Collection[int], day: date) -> dict[int, Row[*tuple[Any, ...]]]:
    """Names and departments of these people, by person id. One query."""
    statement = (
        select(
            Person.id,
            Person.number,
            Person.given_name,
            Person.family_name,
            Placement.department_id,
            Department.name.label("department"),
        )
        .select_from(Person)
        .outerjoin(Placement, Placement.id == home(day))
        .outerjoin(Department, Department.id == Placement.department_id)
    )
    if len(people) <= MOST_NAMED:
        statement = statement.where(Person.id.in_(people))
    return {row.id: row for row in session.execute(statement) if row.id in people}


def _people(
    session: Session, seen: Select[int] | None, places: Collection[int] | None, day: date
) -> Collection[int] | Select[int] | None:
    """Whom to look at; None for everyone. One query unless that is so.

    Ids, for a statement asks for its people in many places; of very many, the select of them.
    """
    if places is not None:
        at = aliased(Placement)
        among = select(Person.id) if seen is None else seen
        seen = among.join(at, at.id == home(day)).where(at.department_id.in_(sorted(places)))
    if seen is None:
        return None
    ids = list(session.scalars(seen.limit(MOST_IDS + 1)))
    return ids if len(ids) <= MOST_IDS else seen
