"""Who acts: the actor behind a sign-in or a person, with what is granted today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, aliased

from advocacy.people.models import (
    Department,
    Employment,
    Person,
    Placement,
    PrivacyNoticeSeen,
    RoleGrant,
    SignIn,
)
from advocacy.people.queries.dated import holds_on
from advocacy.people.rules import Kind
from advocacy.people.rules.privacy import EDITION
from advocacy.roles import Actor, Grant, Role


@dataclass(frozen=True)
class LiveSignIn:
    """A sign-in that lives: who acts, when it was last used, whether the privacy notice was shown."""

    actor: Actor
    seen_at: datetime
    knows_notice: bool


def live_sign_in(
    session: Session, token_hash: str, *, now: datetime, day: date, zone: str, idle: timedelta
) -> LiveSignIn | None:
    """A live sign-in, or None: unknown, ended, expired, idle for longer than `idle`, disabled, or not
    employed.

    Two queries. `zone` is the zone of a person who has chosen none.
    """
    shown = exists().where(PrivacyNoticeSeen.person_id == Person.id, PrivacyNoticeSeen.edition == EDITION)
    statement = (
        _people(day)
        .join(SignIn, SignIn.person_id == Person.id)
        .add_columns(SignIn.id.label("sign_in_id"), SignIn.seen_at, shown.label("knows_notice"))
        .where(SignIn.token_hash == token_hash, *is_live(now, idle))
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    return LiveSignIn(_actor(session, row, day=day, zone=zone), row.seen_at, row.knows_notice)


def is_live(now: datetime, idle: timedelta) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a sign-in that has not ended: by hand, by age, by disuse."""
    return (SignIn.ended_at.is_(None), SignIn.expires_at > now, SignIn.seen_at > now - idle)


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
