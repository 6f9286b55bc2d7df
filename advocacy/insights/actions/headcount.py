"""Counting who works where, once for each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from advocacy.insert_once import insert_once
from advocacy.insights.models import HeadcountDay
from advocacy.insights.rules.headcount import NOWHERE, Headcount
from advocacy.work import Work


def keep(work: Work, day: date, counts: Sequence[Headcount]) -> bool:
    """Keep the headcounts of a day, all or none; False when they were kept before, which stays."""
    rows = [_row(day, one) for one in counts]
    # Whoever writes the line of nowhere writes the day: another one at the same moment adds none of theirs.
    first = [row for row in rows if row["department_id"] == NOWHERE]
    unique = ["day", "department_id"]
    if not insert_once(work.session, HeadcountDay, first, HeadcountDay.day, unique=unique):
        return False
    others = [row for row in rows if row["department_id"] != NOWHERE]
    if others:
        insert_once(work.session, HeadcountDay, others, unique=unique)
    return True


def _row(day: date, one: Headcount) -> Mapping[str, object]:
    return {
        "day": day,
        "department_id": one.department_id,
        "parent_id": one.parent_id,
        "people": one.people,
    }
