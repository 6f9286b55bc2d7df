"""Suspensions of one person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.roster.models import Suspension


def suspensions_held(session: Session, person_id: int) -> Sequence[Suspension]:
    """The suspensions of somebody that nobody has lifted."""
    return session.scalars(
        select(Suspension)
        .where(Suspension.person_id == person_id, Suspension.lifted_at.is_(None))
        .execution_options(populate_existing=True)
    ).all()


def suspension(session: Session, person_id: int, suspension_id: int) -> Suspension:
    """One suspension of somebody. Raises NotVisible when it is not theirs."""
    found = session.scalar(
        select(Suspension).where(Suspension.id == suspension_id, Suspension.person_id == person_id)
    )
    if found is None:
        raise NotVisible
    return found
