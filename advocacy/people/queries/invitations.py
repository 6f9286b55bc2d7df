"""Who was not invited yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.people.models import Employment, OneTimeLink, Person, Placement
from advocacy.people.models.signing_in import LinkPurpose
from advocacy.people.queries.dated import holds_on
from advocacy.people.queries.directory import home
from advocacy.people.rules import Kind


@dataclass(frozen=True)
class Uninvited:
    """How many would be invited by mail, how many have no address, how many have an invitation that waits."""

    by_mail: int
    without_mail: int
    waiting: int


def uninvited(
    session: Session, departments: Collection[int] | None, *, now: datetime, day: date
) -> Uninvited:
    """Who has no password yet in these departments (None: all). One query."""
    waits = _invitation_waits(now)
    mail = Person.email.is_not(None)
    statement = select(
        func.count().filter(mail, ~waits), func.count().filter(~mail, ~waits), func.count().filter(waits)
    ).where(*_without_password(departments, day))
    row = session.execute(statement.select_from(Person)).one()
    return Uninvited(*row)


def to_invite(
    session: Session,
    departments: Collection[int] | None,
    *,
    now: datetime,
    day: date,
    after: int,
    limit: int,
) -> Sequence[int]:
    """The next people to invite by mail, by id."""
    statement = select(Person.id).where(
        *_without_password(departments, day),
        Person.email.is_not(None),
        ~_invitation_waits(now),
        Person.id > after,
    )
    return session.scalars(statement.order_by(Person.id).limit(limit)).all()


def _without_password(departments: Collection[int] | None, day: date) -> list[ColumnElement[bool]]:
    conditions = [*_may_sign_in(day), Person.password_hash.is_(None)]
    if departments is not None:
        place = aliased(Placement)
        conditions.append(exists().where(place.id == home(day), place.department_id.in_(sorted(departments))))
    return conditions


def _may_sign_in(day: date) -> list[ColumnElement[bool]]:
    employed = exists().where(Employment.person_id == Person.id, holds_on(Employment, day))
    return [Person.disabled.is_(False), Person.kind != Kind.SERVICE, employed]


def _invitation_waits(now: datetime) -> ColumnElement[bool]:
    return exists().where(
        OneTimeLink.person_id == Person.id,
        OneTimeLink.purpose == LinkPurpose.INVITATION,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > now,
    )
