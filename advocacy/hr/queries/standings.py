"""Where everybody in sight stands with every training required of them: for a file, never for a page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, exists, select
from sqlalchemy.orm import Session, aliased

from advocacy.hr.queries.expiries import places_of
from advocacy.hr.queries.sight import people_in_sight
from advocacy.people.models import Employment, Person, Placement
from advocacy.people.queries.by_name import BY_NAME
from advocacy.people.queries.dated import holds_on
from advocacy.people.queries.directory import home
from advocacy.roles import Actor, Can
from advocacy.training.queries.required import requirements_and_modules
from advocacy.training.queries.standing import PersonStanding, standings_with

AT_ONCE = 1_000
"""People read at once, so that memory does not grow with the company."""


@dataclass(frozen=True)
class AskedStandings:
    """Which standings: at which instant and day, of one module or all, of these departments or all."""

    at: datetime
    day: date
    visible_to: Actor
    module_id: int | None = None
    departments: Collection[int] | None = None


@dataclass(frozen=True)
class StandingLine:
    """One line: who (number, names, department), and where they stand with one module."""

    person: Row[*tuple[Any, ...]]
    standing: PersonStanding


def people_in_order(session: Session, asked: AskedStandings) -> list[int]:
    """The ids of whom the lines are about, by name: those who work here, of whom may be exported. One
    query."""
    seen = people_in_sight(asked.visible_to, asked.day, Can.EXPORT_REGISTER)
    employed = exists().where(Employment.person_id == Person.id, holds_on(Employment, asked.day))
    statement = (select(Person.id) if seen is None else seen).where(employed)
    if asked.departments is not None:
        at = aliased(Placement)
        statement = statement.join(at, at.id == home(asked.day)).where(
            at.department_id.in_(sorted(asked.departments))
        )
    return list(session.scalars(statement.order_by(*BY_NAME)))


def every_standing(session: Session, asked: AskedStandings, people: Sequence[int]) -> Iterator[StandingLine]:
    """The lines of these people in their order, read as they are taken. Two queries for each thousand."""
    modules = None if asked.module_id is None else [asked.module_id]
    required, known = requirements_and_modules(session, at=asked.at, day=asked.day, modules=modules)
    for first in range(0, len(people), AT_ONCE):
        some = people[first : first + AT_ONCE]
        who = places_of(session, frozenset(some), asked.day)
        found: dict[int, list[PersonStanding]] = {}
        for one in standings_with(session, required, at=asked.at, people=some, known=known):
            found.setdefault(one.person_id, []).append(one)
        for person_id in some:
            yield from (StandingLine(who[person_id], one) for one in found.get(person_id, ()))
