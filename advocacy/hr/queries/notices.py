"""Who was written to, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from advocacy.hr.queries.register import says
from advocacy.hr.queries.sight import people_in_sight
from advocacy.keyset import Line, latest_first
from advocacy.notices.models import Notice
from advocacy.notices.rules import NoticeState
from advocacy.people.models import Person
from advocacy.roles import Actor

ROWS = 25
MOST_OF_ONE = 30


@dataclass(frozen=True)
class Wanted:
    """What the log is asked for; `before` (older) and `after` (newer) are the id of a notice at the edge."""

    state: NoticeState | None = None
    kind: str = ""
    text: str = ""
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Page:
    """One page, latest first, and the edges from which the pages around it are asked for."""

    rows: Sequence[Line]
    newer: int | None = None
    older: int | None = None


def page(session: Session, wanted: Wanted, *, visible_to: Actor, day: date) -> Page:
    """One page of the notices to the people `visible_to` sees. One query."""
    statement = _lines(visible_to, day)
    if wanted.state is not None:
        statement = statement.where(Notice.state == wanted.state)
    if wanted.kind:
        statement = statement.where(Notice.kind == wanted.kind)
    if wanted.text:
        statement = statement.where(says(wanted.text, Person))
    found = latest_first(
        session, statement, Notice.id, size=ROWS, older_than=wanted.before, newer_than=wanted.after
    )
    newer, older = found.edges(lambda row: int(row.id))
    return Page(found.rows, newer, older)


def to_one(session: Session, person_id: int) -> Sequence[Line]:
    """The latest notices to one person. One query."""
    statement = select(Notice.id, Notice.kind, Notice.state, Notice.detail, Notice.due_at, Notice.ended_at)
    mine = statement.where(Notice.person_id == person_id)
    return session.execute(mine.order_by(Notice.created_at.desc(), Notice.id.desc()).limit(MOST_OF_ONE)).all()


def _lines(visible_to: Actor, day: date) -> Select[*tuple[Any, ...]]:
    statement = select(
        Notice.id,
        Notice.kind,
        Notice.state,
        Notice.detail,
        Notice.language,
        Notice.due_at,
        Notice.ended_at,
        Person.id.label("person_id"),
        Person.given_name,
        Person.family_name,
    ).outerjoin(Person, Person.id == Notice.person_id)
    people = people_in_sight(visible_to, day)
    return statement if people is None else statement.where(Notice.person_id.in_(people))
