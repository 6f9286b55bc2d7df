"""Who can be written to today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from advocacy.notices.recipients import Recipient
from advocacy.people.models import Absence, Employment, Person, Placement, RoleGrant, Site
from advocacy.people.queries.dated import holds_on
from advocacy.people.rules import Kind
from advocacy.roles import Role


def recipients(session: Session, *, day: date, zone: str, after: int, limit: int) -> Sequence[Recipient]:
    """The next `limit` people by id after `after` who are employed and not absent on `day`, may sign in and
    have an address; `zone` is for those who have none of their own or by their site. One query."""
    statement = (
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.email,
            Person.language,
            func.coalesce(Person.time_zone, func.min(Site.time_zone), zone).label("time_zone"),
        )
        .outerjoin(Placement, and_(Placement.person_id == Person.id, holds_on(Placement, day)))
        .outerjoin(Site, Site.id == Placement.site_id)
        .where(
            Person.id > after,
            *_may_be_written_to(day),
            ~exists().where(Absence.person_id == Person.id, holds_on(Absence, day)),
        )
        .group_by(Person.id)
        .order_by(Person.id)
        .limit(limit)
    )
    return [
        Recipient(
            id=row.id,
            name=f"{row.given_name} {row.family_name}".strip(),
            email=row.email,
            language=row.language.value,
            time_zone=row.time_zone,
        )
        for row in session.execute(statement)
    ]


def holders_of(session: Session, roles: Collection[Role], *, day: date, most: int) -> Sequence[Person]:
    """Who holds one of these roles on `day`, may sign in and has an address: the first `most`. One query."""
    holds = exists().where(
        RoleGrant.person_id == Person.id, RoleGrant.role.in_(roles), holds_on(RoleGrant, day)
    )
    statement = select(Person).where(holds, *_may_be_written_to(day))
    return session.scalars(statement.order_by(Person.id).limit(most)).all()


def among(session: Session, ids: Collection[int], *, day: date) -> Sequence[Person]:
    """Those of these people who may sign in on `day` and have an address. One query."""
    statement = select(Person).where(Person.id.in_(ids), *_may_be_written_to(day))
    return session.scalars(statement.order_by(Person.id)).all()


def _may_be_written_to(day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Person.email.is_not(None),
        Person.disabled.is_(False),
        Person.erased_at.is_(None),
        Person.kind != Kind.SERVICE,
        exists().where(Employment.person_id == Person.id, holds_on(Employment, day)),
    )
