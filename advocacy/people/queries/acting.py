"""Who acts: the actor behind a sign-in or a person, with what is granted today.

Every request asks this first, so its statements are built once and read columns, not objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from advocacy.db import UtcDateTime
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

    One query, two for whom something is granted to. `zone` is the zone of a person who has chosen none.
    """
    values = {"token_hash": token_hash, "now": now, "used_after": now - idle, "day": day}
    row = session.connection().execute(_signed_in(), values).one_or_none()
    if row is None:
        return None
    actor = _actor(session, row, day=day, zone=zone, sign_in_id=row.sign_in_id)
    return LiveSignIn(actor, row.seen_at, row.knows_notice)


@cache
def _signed_in() -> Select[*tuple[Any, ...]]:
    now, used_after = bindparam("now", type_=UtcDateTime()), bindparam("used_after", type_=UtcDateTime())
    shown = exists().where(PrivacyNoticeSeen.person_id == Person.id, PrivacyNoticeSeen.edition == EDITION)
    return (
        _people()
        .join(SignIn, SignIn.person_id == Person.id)
        .add_columns(SignIn.id.label("sign_in_id"), SignIn.seen_at, shown.label("knows_notice"))
        .where(SignIn.token_hash == bindparam("token_hash"), *_lives(now, used_after))
    )


def is_live(now: datetime, idle: timedelta) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a sign-in that has not ended: by hand, by age, by disuse."""
    return _lives(now, now - idle)


Instant = datetime | ColumnElement[datetime]


def _lives(now: Instant, used_after: Instant) -> tuple[ColumnElement[bool], ...]:
    return (SignIn.ended_at.is_(None), SignIn.expires_at > now, SignIn.seen_at > used_after)


def actor_of_person(session: Session, person_id: int, *, day: date, zone: str) -> Actor | None:
    """The actor a person would be on `day`, or None when they may not act."""
    row = session.execute(_people().where(Person.id == person_id), {"day": day}).one_or_none()
    return _actor(session, row, day=day, zone=zone) if row else None


@cache
def _people() -> Select[*tuple[Any, ...]]:
    """Whoever may act on `day`, with what decides about their roles."""
    day = bindparam("day", type_=Date())
    manages = exists().where(Placement.manager_id == Person.id, holds_on(Placement, day))
    granted = exists().where(RoleGrant.person_id == Person.id, holds_on(RoleGrant, day))
    employed = exists().where(Employment.person_id == Person.id, holds_on(Employment, day))
    return select(
        Person.id,
        Person.subject,
        Person.kind,
        Person.given_name,
        Person.family_name,
        Person.language,
        Person.time_zone,
        manages.label("manages"),
        granted.label("is_granted"),
    ).where(Person.disabled.is_(False), Person.kind != Kind.SERVICE, employed)


def _actor(session: Session, row: Any, *, day: date, zone: str, sign_in_id: int | None = None) -> Actor:
    grants = [Grant(Role.EXTERNAL if row.kind is Kind.EXTERNAL else Role.EMPLOYEE)]
    if row.manages and row.kind is Kind.EMPLOYEE:
        grants.append(Grant(Role.MANAGER))
    if row.is_granted:
        grants.extend(_granted(session, row.id, day))
    return Actor(
        id=row.id,
        subject=row.subject,
        name=f"{row.given_name} {row.family_name}".strip(),
        language=row.language.value,
        zone=row.time_zone or zone,
        grants=tuple(grants),
        sign_in_id=sign_in_id,
    )


def _granted(session: Session, person_id: int, day: date) -> list[Grant]:
    """The roles given to a person; a limited one covers its department and everything below it."""
    found: dict[int, tuple[Role, set[int] | None]] = {}
    rows = session.execute(_grants(), {"person_id": person_id, "day": day})
    for grant_id, role, department_id, covered in rows:
        departments = found.setdefault(grant_id, (role, set() if department_id else None))[1]
        if departments is not None and covered is not None:
            departments.add(covered)
    return [Grant(role, frozenset(ids) if ids is not None else None) for role, ids in found.values()]


@cache
def _grants() -> Select[*tuple[Any, ...]]:
    top = aliased(Department)
    return (
        select(RoleGrant.id, RoleGrant.role, RoleGrant.department_id, Department.id.label("covered"))
        .outerjoin(top, top.id == RoleGrant.department_id)
        .outerjoin(Department, Department.path.startswith(top.path))
        .where(
            RoleGrant.person_id == bindparam("person_id"),
            holds_on(RoleGrant, bindparam("day", type_=Date())),
        )
        .order_by(RoleGrant.id)
    )
