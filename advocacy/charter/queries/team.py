"""How many of some people still owe something: for a manager's line and for HR's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from advocacy.charter.queries.concerned import People
from advocacy.charter.queries.standing import standing
from advocacy.charter.rules.standing import Standing
from advocacy.charter.rules.versions import Asked
from advocacy.people.models import Placement
from advocacy.people.queries.dated import holds_on


def count_owing(
    session: Session, found: Sequence[Asked], *, day: date, at: datetime, people: People = None
) -> int:
    """How many of these people owe at least one of the documents `found`. One query."""
    owing = []
    for asked in found:
        rows = standing(asked, day=day, at=at, people=people).subquery(f"owing{asked.version.id}")
        owing.append(select(rows.c.person_id).where(rows.c.standing.in_((Standing.OWED, Standing.OVERDUE))))
    if not owing:
        return 0
    every = (union_all(*owing) if len(owing) > 1 else owing[0]).subquery("owing")
    return session.scalar(select(func.count(every.c.person_id.distinct()))) or 0


def count_owing_in_team(
    session: Session, found: Sequence[Asked], manager_id: int, *, day: date, at: datetime
) -> int:
    """How many of the people this person manages on `day` owe at least one of them. One query."""
    team = select(Placement.person_id).where(Placement.manager_id == manager_id, holds_on(Placement, day))
    return count_owing(session, found, day=day, at=at, people=team)
