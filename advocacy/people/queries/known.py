"""What is known of one person's days, as actions need it: rows to build on, managers above,
administrators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.people.models import Employment, Person, Placement, RoleGrant
from advocacy.people.models.dated import Dated
from advocacy.people.queries.dated import holds_on
from advocacy.people.rules.spans import Span
from advocacy.roles import Role

D = TypeVar("D", bound=Dated)


def known(session: Session, row: type[D], person_id: int) -> Sequence[D]:
    """The rows of one kind that count for a person, earliest first."""
    statement = select(row).where(row.person_id == person_id, row.retired_at.is_(None))
    return session.scalars(statement.order_by(row.valid_from)).all()


def span(row: Dated) -> Span:
    """The days of a row."""
    return Span(row.valid_from, row.valid_to)


def is_managed_by(session: Session, person_id: int, manager_id: int, day: date) -> bool:
    """Whether `manager_id` is managed on `day`, directly or not, by `person_id`: then the two are a loop."""
    above = select(Person.id.label("id")).where(Person.id == manager_id).cte("above", recursive=True)
    next_above = (
        select(Placement.manager_id)
        .join(above, Placement.person_id == above.c.id)
        .where(holds_on(Placement, day), Placement.manager_id.is_not(None))
    )
    above = above.union(next_above)
    return session.scalar(select(above.c.id).where(above.c.id == person_id)) is not None


def other_administrators(session: Session, but: int, day: date) -> int:
    """How many others can administer the portal on `day`. Locks their grants: two cannot remove each
    other."""
    grants = session.scalars(
        select(RoleGrant)
        .where(RoleGrant.role == Role.ADMIN, holds_on(RoleGrant, day))
        .order_by(RoleGrant.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    holders = {grant.person_id for grant in grants} - {but}
    statement = (
        select(Person.id)
        .join(Employment, Employment.person_id == Person.id)
        .where(Person.id.in_(holders), Person.disabled.is_(False), holds_on(Employment, day))
        .distinct()
    )
    return len(session.scalars(statement).all())


def is_administrator(session: Session, person_id: int, day: date) -> bool:
    """Whether a person holds the role of administrator on `day`."""
    statement = select(RoleGrant.id).where(
        RoleGrant.person_id == person_id, RoleGrant.role == Role.ADMIN, holds_on(RoleGrant, day)
    )
    return session.scalars(statement).first() is not None
