"""Cycles: opened when they are needed, one open per person and module, closed by a completion."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.people.models import Person
from advocacy.training.models import Completion, Cycle
from advocacy.training.queries.published import PublishedModule
from advocacy.training.queries.standing import standings
from advocacy.training.queries.taking import cycles
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


def begin_cycle(
    work: Work, person_id: int, module: PublishedModule, *, unless: CycleCause | None = None
) -> Cycle | None:
    """A new cycle of somebody who begins a module now, for the cause that is true; None when it is `unless`.

    The caller holds the person's row, and no cycle is open.
    """
    cause = cause_now(work, person_id, module.id)
    return None if cause is unless else add_cycle(work.session, person_id, module.id, cause, at=work.now)


def cause_now(work: Work, person_id: int, module_id: int) -> CycleCause:
    """Why somebody would begin this module now."""
    done = [one for one in cycles(work.session, person_id, module_id) if one.counts]
    if not done:
        return CycleCause.FIRST
    found = standings(work.session, at=work.now, people=[person_id], modules=[module_id])
    owed = next((one for one in found if one.standing.is_owed), None)
    return (owed.cause if owed else None) or CycleCause.WISH


def has_cycle(session: Session, person_id: int, module_id: int) -> bool:
    """Whether the person ever began the module."""
    statement = select(Cycle.id).where(Cycle.person_id == person_id, Cycle.module_id == module_id)
    return session.scalar(statement.limit(1)) is not None


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
