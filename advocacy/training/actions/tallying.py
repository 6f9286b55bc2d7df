"""Counting completions by department, module and month, in the transaction that makes or revokes one."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.insert_once import insertion
from advocacy.people.models import Placement
from advocacy.training.models import TrainingTally


def tally(
    session: Session, *, person_id: int, module_id: int, day: date, minutes: int, completions: int = 1
) -> None:
    """Count `completions` of `minutes` for the department the person was in on `day`; -1 takes one back.

    Somebody who was never placed is counted nowhere.
    """
    department_id = _department_on(session, person_id, day)
    if department_id is None:
        return
    added = insertion(session, TrainingTally).values(
        module_id=module_id,
        department_id=department_id,
        month=day.replace(day=1),
        completions=completions,
        minutes=minutes * completions,
    )
    session.execute(
        added.on_conflict_do_update(
            index_elements=["module_id", "department_id", "month"],
            set_={
                "completions": TrainingTally.completions + added.excluded.completions,
                "minutes": TrainingTally.minutes + added.excluded.minutes,
            },
        )
    )


def _department_on(session: Session, person_id: int, day: date) -> int | None:
    """The department on `day`, else the last one before it, else the latest."""
    return session.scalar(
        select(Placement.department_id)
        .where(Placement.person_id == person_id, Placement.retired_at.is_(None))
        .order_by((Placement.valid_from <= day).desc(), Placement.valid_from.desc(), Placement.id.desc())
        .limit(1)
    )
