"""People as the journal needs them: by id, by words, by employee number, by department."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from advocacy.folding import fold
from advocacy.people.models import Person, Placement
from advocacy.people.queries.dated import holds_on


def names(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    """The names of these people; who was erased is missing. One query, none for nobody."""
    if not ids:
        return {}
    statement = select(Person.id, Person.given_name, Person.family_name).where(
        Person.id.in_(ids), Person.erased_at.is_(None)
    )
    return {row.id: f"{row.given_name} {row.family_name}".strip() for row in session.execute(statement)}


def search(session: Session, words: str, limit: int) -> Sequence[int]:
    """The ids of up to `limit` people whose name has the words in it, or whose number is typed."""
    key = fold(words)
    if not key:
        return []
    statement = select(Person.id).where(
        or_(Person.search_key.contains(key, autoescape=True), Person.number == words.strip())
    )
    return session.scalars(statement.order_by(Person.sort_key, Person.id).limit(limit)).all()


def numbered(session: Session, numbers: Collection[str]) -> Mapping[str, int]:
    """The ids of those of these employee numbers that exist."""
    if not numbers:
        return {}
    statement = select(Person.number, Person.id).where(Person.number.in_(numbers), Person.erased_at.is_(None))
    return {str(row.number): row.id for row in session.execute(statement)}


def is_within(session: Session, person_id: int, departments: Collection[int], day: date) -> bool:
    """Whether somebody is placed in one of these departments on `day`."""
    placed = exists().where(
        Placement.person_id == person_id, Placement.department_id.in_(departments), holds_on(Placement, day)
    )
    return bool(session.scalar(select(placed)))
