"""Who acts: the actor behind a sign-in or a person, with what is granted today."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, aliased

from advocacy.access import Actor, Grant, Role
from advocacy.people.models import Department, Employment, Person, Placement, RoleGrant, SignIn
from advocacy.people.queries.dated import holds_on
from advocacy.people.rules import Kind


def actor_of_sign_in(
    session: Session, token_hash: str, *, now: datetime, day: date, zone: str
) -> Actor | None:
    """The actor of a live sign-in, or None: unknown, ended, expired, disabled, or not employed on `day`.

    Two queries. `zone` is the zone of a person who has chosen none.
    """
    statement = (
        _people(day).join(SignIn, SignIn.person_id == Person.id).add_columns(SignIn.id.label("sign_in_id"))
    )
    live = (SignIn.token_hash == token_hash, SignIn.ended_at.is_(None), SignIn.expires_at > now)
    row = session.execute(statement.where(*live)).one_or_none()
    return _actor(session, row, day=day, zone=zone) if row else None


def actor_of_person(session: Session, person_id: int, *, day: date, zone: str) -> Actor | None:
    """The actor a person would be on `day`, or None when they may not act."""
    row = session.execute(_people(day).where(Person.id == person_id)).one_or_none()
    return _actor(session, row, day=day, zone=zone) if row else None


def _people(day: date) -> Select[Person, bool]:
    manages = exists().where(Placement.manager_id == Person.id, holds_on(Placement, day))
    return select(Person, manages.label("manages")).where(
        Person.disabled.is_(False), Person.kind != Kind.SERVICE, _employed(day)
    )


def _employed(day: date) -> ColumnElement[bool]:
    return exists().where(Employment.person_id == Person.id, holds_on(Employment, day))


def _actor(session: Session, row: Any, *, day: date, zone: str) -> Actor:
    person: Person = row.Person
    grants = [Grant(Role.EXTERNAL if person.kind is Kind.EXTERNAL else Role.EMPLOYEE)]
    if row.manages and person.kind is Kind.EMPLOYEE:
        grants.append(Grant(Role.MANAGER))
    grants.extend(_granted(session, person.id, day))
    return Actor(
        id=person.id,
        subject=person.subject,
        name=person.display_name,
        language=person.language.value,
        zone=person.time_zone or zone,
        grants=tuple(grants),
        sign_in_id=getattr(row, "sign_in_id", None),
    )


def _granted(session: Session, person_id: int, day: date) -> list[Grant]:
    """The roles given to a person; a limited one covers its department and everything below it."""
    top = aliased(Department)
    statement = (
        select(RoleGrant.id, RoleGrant.role, RoleGrant.department_id, Department.id.label("covered"))
        .outerjoin(top, top.id == RoleGrant.department_id)
        .outerjoin(Department, Department.path.startswith(top.path))
        .where(RoleGrant.person_id == person_id, holds_on(RoleGrant, day))
        .order_by(RoleGrant.id)
    )
    found: dict[int, tuple[Role, set[int] | None]] = {}
    for grant_id, role, department_id, covered in session.execute(statement):
        departments = found.setdefault(grant_id, (role, set() if department_id else None))[1]
        if departments is not None and covered is not None:
            departments.add(covered)
    return [Grant(role, frozenset(ids) if ids is not None else None) for role, ids in found.values()]
