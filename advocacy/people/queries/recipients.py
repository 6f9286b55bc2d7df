"""Who can be written to today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from advocacy.notices.recipients import Recipient
from advocacy.people.models import Absence, Employment, Person, Placement, Site
from advocacy.people.queries.dated import holds_on
from advocacy.people.rules import Kind


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
            Person.email.is_not(None),
            Person.disabled.is_(False),
            Person.erased_at.is_(None),
            Person.kind != Kind.SERVICE,
            exists().where(Employment.person_id == Person.id, holds_on(Employment, day)),
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
