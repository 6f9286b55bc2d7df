"""Letting somebody off a training for some days, ending that, and forgetting why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from advocacy.access import Can
from advocacy.audit.party import Party
from advocacy.charter.rules.standing import Days
from advocacy.errors import NotVisible
from advocacy.people.models import Person
from advocacy.people.queries.directory import person as person_seen
from advocacy.training.events.requirements import (
    TrainingWaived,
    TrainingWaiverEnded,
    TrainingWaiverReasonDeleted,
)
from advocacy.training.models import Module, Waiver, WaiverReason
from advocacy.training.rules import waiving as rules
from advocacy.training.rules.recording import check_forgetting
from advocacy.work import Work


def waive(work: Work, person_id: int, module_id: int, *, first: date, last: date, reason: str) -> Waiver:
    """Let somebody off a module from `first` to `last`: nothing is owed, and no right is given.

    Raises NotVisible for a person or module out of sight, Refused for what may not be.
    """
    work.actor.require(Can.WAIVE_TRAINING)
    person = _seen(work, person_id)
    module = work.session.get(Module, module_id)
    if module is None:
        raise NotVisible
    work.lock(Person, person.id)
    known = [Days(row.valid_from, row.until) for row in _known(work.session, person.id, module.id)]
    days = rules.check_waiver(
        first, last, reason, today=work.today, known=known, is_oneself=person.id == work.actor.id
    )
    until = days.back or days.first
    waiver = Waiver(
        person_id=person.id,
        module_id=module.id,
        valid_from=days.first,
        until=until,
        by_id=work.actor.id,
        recorded_at=work.now,
        event_id=work.record(
            TrainingWaived(module=module.slug, valid_from=days.first, until=until), subject=_party(person)
        ),
    )
    work.session.add(waiver)
    work.session.flush()
    work.session.add(WaiverReason(waiver_id=waiver.id, reason=reason))
    return waiver


def end(work: Work, waiver_id: int) -> int:
    """End a waiver: the module is owed again from today. One that has not begun never was. Whose it was.

    The row is retired and, unless it never was, another that ends today takes its place, with its reason.
    Raises NotVisible for one out of sight or gone, Refused for one that is over.
    """
    waiver, person = _found(work, waiver_id)
    rules.check_ending(until=waiver.until, today=work.today)
    module = work.session.get_one(Module, waiver.module_id)
    waiver.retired_at = work.now
    until = max(waiver.valid_from, work.today)
    event_id = work.record(TrainingWaiverEnded(module=module.slug, until=until), subject=_party(person))
    if until == waiver.valid_from:
        return person.id
    shorter = Waiver(
        person_id=waiver.person_id,
        module_id=waiver.module_id,
        valid_from=waiver.valid_from,
        until=until,
        by_id=waiver.by_id,
        recorded_at=work.now,
        event_id=event_id,
    )
    work.session.add(shorter)
    work.session.flush()
    reason = work.session.get(WaiverReason, waiver.id)
    if reason is not None:
        work.session.add(WaiverReason(waiver_id=shorter.id, reason=reason.reason))
    return person.id


def forget_reason(work: Work, waiver_id: int) -> int:
    """Delete why somebody was let off, of this waiver and of those it took the place of. Whose it was.

    Raises NotVisible for one out of sight, Refused for one's own. Deleting twice changes nothing.
    """
    waiver, person = _found(work, waiver_id)
    check_forgetting(is_oneself=person.id == work.actor.id)
    same = select(Waiver.id).where(
        Waiver.person_id == waiver.person_id,
        Waiver.module_id == waiver.module_id,
        Waiver.valid_from == waiver.valid_from,
    )
    gone = work.session.scalars(
        delete(WaiverReason).where(WaiverReason.waiver_id.in_(same)).returning(WaiverReason.waiver_id)
    ).all()
    if gone:
        module = work.session.get_one(Module, waiver.module_id)
        work.record(TrainingWaiverReasonDeleted(module=module.slug), subject=_party(person))
    return person.id


def _found(work: Work, waiver_id: int) -> tuple[Waiver, Person]:
    work.actor.require(Can.WAIVE_TRAINING)
    waiver = work.lock(Waiver, waiver_id)
    if waiver is None or waiver.retired_at is not None:
        raise NotVisible
    return waiver, _seen(work, waiver.person_id)


def _seen(work: Work, person_id: int) -> Person:
    return person_seen(
        work.session, person_id, visible_to=work.actor, day=work.today, permission=Can.WAIVE_TRAINING
    )


def _known(session: Session, person_id: int, module_id: int) -> Sequence[Waiver]:
    return session.scalars(
        select(Waiver).where(
            Waiver.person_id == person_id, Waiver.module_id == module_id, Waiver.retired_at.is_(None)
        )
    ).all()


def _party(person: Person) -> Party:
    return Party(person.id, person.subject)
