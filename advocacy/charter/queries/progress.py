"""How far versions in force have come: people by standing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from advocacy.charter.queries.standing import standing
from advocacy.charter.rules.standing import Standing
from advocacy.charter.rules.versions import Asked


def progress(
    session: Session, questions: Sequence[Asked], *, day: date, at: datetime
) -> dict[int, Counter[Standing]]:
    """By the version's id, how many people stand where on `day`. One query (none without a version)."""
    found: dict[int, Counter[Standing]] = {asked.version.id: Counter() for asked in questions}
    if not questions:
        return found
    counted = []
    for asked in questions:
        people = standing(asked, day=day, at=at).subquery(f"people_{asked.version.id}")
        version_id = literal(asked.version.id).label("version_id")
        counted.append(
            select(version_id, people.c.standing, func.count().label("people")).group_by(people.c.standing)
        )
    statement = counted[0] if len(counted) == 1 else union_all(*counted)
    for row in session.execute(statement):
        found[row.version_id][Standing(row.standing)] += row.people
    return found
