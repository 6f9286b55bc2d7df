"""Posts seen outside: somebody's own, and what waits for the communications team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.library.models import Sighting
from advocacy.library.rules.words import SightingKind
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.roles import Actor, Can

ROWS = 20


@dataclass(frozen=True)
class SightingLine:
    """One post seen outside, and what became of it."""

    id: int
    by: str
    link: str
    kind: SightingKind
    at: datetime
    answer: str
    handled_at: datetime | None
    handled_by: str


def mine(
    session: Session, person_id: int, *, after: int | None = None, before: int | None = None
) -> Window[SightingLine]:
    """A page of what somebody reported, the latest first. One query."""
    statement = _lines().where(Sighting.person_id == person_id)
    found = latest_first(session, statement, Sighting.id, size=ROWS, older_than=after, newer_than=before)
    return found.map(_line)


def sightings(
    session: Session,
    *,
    visible_to: Actor,
    handled: bool = False,
    kind: SightingKind | None = None,
    after: int | None = None,
    before: int | None = None,
) -> Window[SightingLine]:
    """A page of what waits for the team, or was looked after, the latest first. One query.

    Raises NotVisible for somebody outside the team.
    """
    if not visible_to.can(Can.SEE_SIGHTINGS):
        raise NotVisible
    done = Sighting.handled_at.is_not(None) if handled else Sighting.handled_at.is_(None)
    statement = _lines().where(done)
    if kind is not None:
        statement = statement.where(Sighting.kind == kind)
    found = latest_first(session, statement, Sighting.id, size=ROWS, older_than=after, newer_than=before)
    return found.map(_line)


def _lines() -> Select[*tuple[Any, ...]]:
    one, handler = Sighting, aliased(Person)
    return (
        select(
            *(one.id, one.link, one.kind, one.at, one.answer, one.handled_at),
            *name_columns(Person, "by"),
            *name_columns(handler, "handler"),
        )
        .join(Person, Person.id == one.person_id)
        .outerjoin(handler, handler.id == one.handled_by_id)
    )


def _line(row: Any) -> SightingLine:
    return SightingLine(
        id=row.id,
        by=name_in(row, "by"),
        link=row.link,
        kind=row.kind,
        at=row.at,
        answer=row.answer,
        handled_at=row.handled_at,
        handled_by=name_in(row, "handler"),
    )
