"""People as those who look after them see them: found, filtered, page by page, and one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Line, window
from advocacy.people.models import Department, Employer, Employment, Person, Placement
from advocacy.people.queries.accounts import account_key
from advocacy.people.queries.by_name import BY_NAME, is_named, place_of
from advocacy.people.queries.dated import holds_on
from advocacy.people.rules import Kind
from advocacy.roles import Actor, Can

ROWS = 25


class Standing(StrEnum):
    """Where somebody stands on a day, as the list filters it."""

    HERE = "here"
    TO_COME = "to_come"
    LEFT = "left"
    DISABLED = "disabled"
    NO_PASSWORD = "no_password"  # noqa: S105 - the name of a filter


@dataclass(frozen=True)
class Wanted:
    """What the list is asked for. `after` and `before` are the id of the person at the edge of a page."""

    text: str = ""
    employer_id: int | None = None
    department_id: int | None = None
    kind: Kind | None = None
    standing: Standing | None = None
    after: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class People:
    """One page of the list, and the edges from which the pages around it are asked for."""

    rows: list[Line]
    before: int | None
    after: int | None


def home(day: date) -> ColumnElement[int]:
    """The id of the placement that says where somebody is on `day`: the latest begun, else the first to
    come."""
    rows = aliased(Placement)
    mine = (rows.person_id == Person.id, rows.retired_at.is_(None))
    begun = select(rows.id).where(*mine, rows.valid_from <= day).order_by(rows.valid_from.desc()).limit(1)
    to_come = select(rows.id).where(*mine, rows.valid_from > day).order_by(rows.valid_from).limit(1)
    return func.coalesce(
        begun.correlate(Person).scalar_subquery(), to_come.correlate(Person).scalar_subquery()
    )


def visible(actor: Actor, permission: Can, day: date) -> ColumnElement[bool]:
    """Whether a person is among those for whom `actor` holds `permission`: all, or some departments'
    people."""
    scope = actor.scope(permission)
    if scope is None:
        return true()
    if not scope:
        return false()
    place = aliased(Placement)
    return exists().where(place.id == home(day), place.department_id.in_(sorted(scope)))


def person(
    session: Session, person_id: int, *, visible_to: Actor, day: date, permission: Can = Can.MANAGE_PEOPLE
) -> Person:
    """One person. Raises NotVisible when there is none, or none of the actor's business."""
    statement = select(Person).where(Person.id == person_id, visible(visible_to, permission, day))
    found = session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NotVisible
    return found


def people(session: Session, wanted: Wanted, *, visible_to: Actor, day: date) -> People:
    """One page of the people that `wanted` describes, in the order of their names: one query."""
    found = window(
        session,
        _columns(day).where(visible(visible_to, Can.MANAGE_PEOPLE, day), *_conditions(wanted, day)),
        BY_NAME,
        size=ROWS,
        after=place_of(wanted.after) if wanted.after is not None else None,
        before=place_of(wanted.before) if wanted.before is not None else None,
    )
    before, after = found.edges(lambda row: int(row.id))
    return People(found.rows, before, after)


def _columns(day: date) -> Select[*tuple[Any, ...]]:
    employed = exists().where(Employment.person_id == Person.id, holds_on(Employment, day))
    to_come = exists().where(
        Employment.person_id == Person.id, Employment.retired_at.is_(None), Employment.valid_from > day
    )
    return (
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.number,
            Person.kind,
            Person.disabled,
            Person.email.is_not(None).label("has_mail"),
            Person.password_hash.is_not(None).label("has_password"),
            employed.label("employed"),
            to_come.label("to_come"),
            Department.name.label("department"),
            Employer.name.label("employer"),
        )
        .select_from(Person)
        .outerjoin(Placement, Placement.id == home(day))
        .outerjoin(Department, Department.id == Placement.department_id)
        .outerjoin(Employer, Employer.id == Placement.employer_id)
    )


def _conditions(wanted: Wanted, day: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.text.strip():
        found.append(_says(wanted.text))
    if wanted.employer_id is not None:
        found.append(Placement.employer_id == wanted.employer_id)
    if wanted.department_id is not None:
        top = select(Department.path).where(Department.id == wanted.department_id).scalar_subquery()
        found.append(Department.path.startswith(top))
    if wanted.kind is not None:
        found.append(Person.kind == wanted.kind)
    if wanted.standing is not None:
        found.append(_stands(wanted.standing, day))
    return found


def _says(text: str) -> ColumnElement[bool]:
    """Whether name, number or address answer to `text`: every word of it in the name, accents aside."""
    key = account_key(text)
    return or_(
        is_named(text[:80]), Person.number == key.upper(), Person.email_key.startswith(key, autoescape=True)
    )


def _stands(standing: Standing, day: date) -> ColumnElement[bool]:
    row = aliased(Employment)
    known = (row.person_id == Person.id, row.retired_at.is_(None))
    here = exists().where(*known, row.valid_from <= day, or_(row.valid_to.is_(None), row.valid_to > day))
    later = exists().where(*known, row.valid_from > day)
    if standing is Standing.DISABLED:
        return Person.disabled.is_(True)
    if standing is Standing.TO_COME:
        return and_(later, ~here)
    if standing is Standing.LEFT:
        return and_(~here, ~later, Person.kind != Kind.SERVICE)
    if standing is Standing.NO_PASSWORD:
        return and_(here, Person.disabled.is_(False), Person.password_hash.is_(None))
    return and_(here, Person.disabled.is_(False))
