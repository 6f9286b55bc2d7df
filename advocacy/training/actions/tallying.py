"""Counting completions by department, module and month, in the transaction that makes or revokes one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Tallied:
    """One completion to count."""

    person_id: int
    module_id: int
    day: date
    minutes: int


def tally_all(session: Session, lines: Sequence[Tallied]) -> None:
    """Count many completions at once, as `tally` counts each. Two statements, whatever their number."""
    places = _places(session, {line.person_id for line in lines})
    counted: dict[tuple[int, int, date], list[int]] = {}
    for line in lines:
        department_id = _place_on(places.get(line.person_id, ()), line.day)
        if department_id is not None:
            key = line.module_id, department_id, line.day.replace(day=1)
            sums = counted.setdefault(key, [0, 0])
            sums[0] += 1
            sums[1] += line.minutes
    if not counted:
        return
    rows = [
        {
            "module_id": module_id,
            "department_id": department_id,
            "month": month,
            "completions": completions,
            "minutes": minutes,
        }
        for (module_id, department_id, month), (completions, minutes) in counted.items()
    ]
    for first in range(0, len(rows), _AT_ONCE):
        added = insertion(session, TrainingTally).values(rows[first : first + _AT_ONCE])
        session.execute(
            added.on_conflict_do_update(
                index_elements=["module_id", "department_id", "month"],
                set_={
                    "completions": TrainingTally.completions + added.excluded.completions,
                    "minutes": TrainingTally.minutes + added.excluded.minutes,
                },
            )
        )


_AT_ONCE = 1_000
"""Rows of one statement: five parameters each, far below what either database takes."""


def _places(session: Session, people: Collection[int]) -> Mapping[int, list[tuple[date, int]]]:
    """By person, the first day and the department of each placement, the latest begun first."""
    found: dict[int, list[tuple[date, int]]] = {}
    rows = session.execute(
        select(Placement.person_id, Placement.valid_from, Placement.department_id)
        .where(Placement.person_id.in_(people), Placement.retired_at.is_(None))
        .order_by(Placement.valid_from.desc(), Placement.id.desc())
    )
    for person_id, first, department_id in rows:
        found.setdefault(person_id, []).append((first, department_id))
    return found


def _place_on(places: Sequence[tuple[date, int]], day: date) -> int | None:
    """The same choice as `_department_on`."""
    begun = (department_id for first, department_id in places if first <= day)
    return next(begun, places[0][1] if places else None)


def _department_on(session: Session, person_id: int, day: date) -> int | None:
    """The department on `day`, else the last one before it, else the latest."""
    return session.scalar(
        select(Placement.department_id)
        .where(Placement.person_id == person_id, Placement.retired_at.is_(None))
        .order_by((Placement.valid_from <= day).desc(), Placement.valid_from.desc(), Placement.id.desc())
        .limit(1)
    )
