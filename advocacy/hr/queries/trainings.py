"""Completions as counted by department, module and month: never a count over the completions themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from advocacy.hr.rules.trainings import Sum
from advocacy.roles import Actor, Can
from advocacy.training.models import TrainingTally

COMPLETIONS: ColumnElement[int] = func.sum(TrainingTally.completions)
MINUTES: ColumnElement[int] = func.sum(TrainingTally.minutes)


@dataclass(frozen=True)
class Counted:
    """Which tallies to read: of a year, perhaps of one module, and of these departments (None: of all)."""

    year: int
    module_id: int | None = None
    departments: Collection[int] | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as conditions on the rows."""
        found: list[ColumnElement[bool]] = [
            TrainingTally.month.between(date(self.year, 1, 1), date(self.year, 12, 1))
        ]
        if self.module_id is not None:
            found.append(TrainingTally.module_id == self.module_id)
        if self.departments is not None:
            found.append(TrainingTally.department_id.in_(sorted(self.departments)))
        return found


def seen(actor: Actor, within: Collection[int] | None) -> Collection[int] | None:
    """The departments to read: those `within` that are asked for, of those `actor` sees. None: all."""
    scope = actor.scope(Can.SEE_HR)
    if within is None or scope is None:
        return scope if within is None else within
    return scope & frozenset(within)


def by_module_and_month(session: Session, counted: Counted) -> list[tuple[int, date, Sum]]:
    """What was completed, by module and month. One query."""
    rows = session.execute(
        select(TrainingTally.module_id, TrainingTally.month, COMPLETIONS, MINUTES)
        .where(*counted.conditions())
        .group_by(TrainingTally.module_id, TrainingTally.month)
    )
    return [(module_id, month, Sum(int(done), int(minutes))) for module_id, month, done, minutes in rows]


def by_department(session: Session, counted: Counted) -> dict[int, Sum]:
    """What was completed, by department. One query."""
    rows = session.execute(
        select(TrainingTally.department_id, COMPLETIONS, MINUTES)
        .where(*counted.conditions())
        .group_by(TrainingTally.department_id)
    )
    return {department_id: Sum(int(done), int(minutes)) for department_id, done, minutes in rows}


def first_month(session: Session) -> date | None:
    """The month of the first completion counted. One query."""
    return session.scalar(select(func.min(TrainingTally.month)))
