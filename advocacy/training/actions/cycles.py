"""Cycles: opened when they are needed, one open per person and module, closed by a completion."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.people.models import Person
from advocacy.training.models import Completion, Cycle
from advocacy.training.rules import CycleCause
from advocacy.work import Work


def open_cycle(work: Work, person_id: int, module_id: int, cause: CycleCause) -> Cycle:
    """The open cycle of this person with this module: the one there is, or a new one for this `cause`.

    The person's row is locked, so that two openings at once give one cycle.
    """
    work.hold(Person, person_id)
    return open_now(work.session, person_id, module_id) or add_cycle(
        work.session, person_id, module_id, cause, at=work.now
    )


def open_now(session: Session, person_id: int, module_id: int) -> Cycle | None:
    """The open cycle, if there is one."""
    statement = (
        select(Cycle)
        .outerjoin(Completion, Completion.cycle_id == Cycle.id)
        .where(Cycle.person_id == person_id, Cycle.module_id == module_id, Completion.id.is_(None))
        .order_by(Cycle.number.desc())
        .limit(1)
    )
    return session.scalar(statement)


def add_cycle(session: Session, person_id: int, module_id: int, cause: CycleCause, *, at: datetime) -> Cycle:
    """One more cycle, opened `at`. The caller holds the person's row."""
    highest = session.scalar(
        select(func.max(Cycle.number)).where(Cycle.person_id == person_id, Cycle.module_id == module_id)
    )
    cycle = Cycle(
        person_id=person_id, module_id=module_id, number=(highest or 0) + 1, cause=cause, opened_at=at
    )
    session.add(cycle)
    session.flush()
    return cycle
