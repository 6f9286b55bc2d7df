"""The first day on which people were employed: before it nothing they did counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.people.models import Employment


def hired_on(session: Session, person_id: int) -> date | None:
    """The first day of somebody's first employment; None for somebody who never had one. One query."""
    return first_days(session, [person_id]).get(person_id)


def first_days(session: Session, people: Collection[int]) -> Mapping[int, date]:
    """The same of several people. One query; whoever was never employed is missing."""
    statement = (
        select(Employment.person_id, func.min(Employment.valid_from))
        .where(Employment.person_id.in_(people), Employment.retired_at.is_(None))
        .group_by(Employment.person_id)
    )
    return {person_id: first for person_id, first in session.execute(statement)}
