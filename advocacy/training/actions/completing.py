"""Completing a module, in whatever way: one row closes the cycle, with its certificate and its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.access import Can
from advocacy.audit.party import Party
from advocacy.audit.recording import Private
from advocacy.clock import day_in
from advocacy.errors import Forbidden, NotVisible
from advocacy.people.identity import identity_of
from advocacy.people.models import Person
from advocacy.training.actions.certifying import certify
from advocacy.training.actions.cycles import add_cycle, cause_now, has_cycle, open_now
from advocacy.training.actions.tallying import tally
from advocacy.training.events.cycles import TrainingCompleted
from advocacy.training.models import Completion, Cycle, Module, ModuleVersion, Revocation
from advocacy.training.queries.hired import hired_on
from advocacy.training.rules import CycleCause, Way
from advocacy.training.rules.completing import check_completion
from advocacy.work import Work

NEEDED: Mapping[Way, Can] = {
    Way.QUIZ: Can.TAKE_TRAINING,
    Way.ATTENDED: Can.HOLD_SESSION,
    Way.PROOF: Can.CHECK_PROOF,
    Way.RECORDED: Can.RECORD_COMPLETION,
    Way.IMPORTED: Can.IMPORT_COMPLETIONS,
}
"""What the actor must be granted to complete a module in each way."""


def complete(
    work: Work,
    *,
    person: Person | int,
    module_id: int,
    version_id: int | None,
    way: Way,
    completed_at: datetime,
    minutes: int,
    evidence: str = "",
    expires_on: date | None = None,
    documents: Sequence[str] = (),
) -> Completion:
    """Keep that `person` completed the module, with its certificate; `documents` are the texts' SHA-256.

    The open cycle is closed; without one, or when it was opened after `completed_at`, a cycle of its own is.
    The same completion again (same person, module, way and instant, not revoked) gives the same row and adds
    nothing. Raises Forbidden, Refused for what cannot have been, NotVisible for an unknown person. The
    caller has checked that the actor may see this person.
    """
    work.actor.require(NEEDED[way])
    person_id = person if isinstance(person, int) else person.id
    if way is Way.QUIZ and person_id != work.actor.id:
        raise Forbidden("a quiz is passed by whoever takes it")
    work.hold(Person, person_id)
    known = _known(work.session, person_id, module_id, way, completed_at)
    if known is not None:
        return known
    day = day_in(completed_at, work.wiring.settings.time_zone)
    check_completion(
        completed_at=completed_at,
        completed_on=day,
        now=work.now,
        minutes=minutes,
        expires_on=expires_on,
        hired_on=None if way is Way.QUIZ else hired_on(work.session, person_id),
    )
    cycle = _cycle_to_close(work, person_id, module_id, completed_at, way)
    completion = Completion(
        cycle_id=cycle.id,
        person_id=person_id,
        module_id=module_id,
        version_id=version_id,
        way=way,
        completed_at=completed_at,
        recorded_at=work.now,
        recorded_by_id=work.actor.id,
        minutes=minutes,
        expires_on=expires_on,
        evidence=evidence,
    )
    completion.event_id = _record(work, completion, cycle, documents)
    work.session.add(completion)
    work.session.flush()
    certify(work.session, completion.id)
    tally(work.session, person_id=person_id, module_id=module_id, day=day, minutes=minutes)
    work.session.flush()
    return completion


def _known(
    session: Session, person_id: int, module_id: int, way: Way, completed_at: datetime
) -> Completion | None:
    return session.scalar(
        select(Completion)
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
        .where(
            Completion.person_id == person_id,
            Completion.module_id == module_id,
            Completion.way == way,
            Completion.completed_at == completed_at,
            Revocation.completion_id.is_(None),
        )
        .limit(1)
    )


def _cycle_to_close(work: Work, person_id: int, module_id: int, completed_at: datetime, way: Way) -> Cycle:
    """The open cycle if it was open then, else a past one of its own.

    What somebody is in the middle of today is not closed by what they did last year. Why the past one began
    is not asked for each line of an import: the first is the first, the others follow an expiry.
    """
    cycle = open_now(work.session, person_id, module_id)
    if cycle is not None and cycle.opened_at <= completed_at:
        return cycle
    if way is not Way.IMPORTED:
        cause = cause_now(work, person_id, module_id)
    else:
        cause = CycleCause.EXPIRY if has_cycle(work.session, person_id, module_id) else CycleCause.FIRST
    return add_cycle(work.session, person_id, module_id, cause, at=completed_at)


def _record(work: Work, completion: Completion, cycle: Cycle, documents: Sequence[str]) -> int:
    """Write the event, with who it was behind a commitment."""
    subject = work.session.scalar(select(Person.subject).where(Person.id == completion.person_id))
    slug = work.session.scalar(select(Module.slug).where(Module.id == completion.module_id))
    if subject is None or slug is None:
        raise NotVisible
    version = (
        None
        if completion.version_id is None
        else work.session.execute(
            select(ModuleVersion.number, ModuleVersion.manifest).where(
                ModuleVersion.id == completion.version_id
            )
        ).one()
    )
    event = TrainingCompleted(
        module=slug,
        number=version.number if version else None,
        manifest=version.manifest if version else None,
        cycle=cycle.number,
        way=completion.way,
        completed_at=completion.completed_at,
        minutes=completion.minutes,
        expires_on=completion.expires_on,
    )
    identity = Private(identity_of(work.session, completion.person_id, work.today))
    return work.record(
        event,
        subject=Party(completion.person_id, subject),
        documents=documents,
        private={"identity": identity},
    )
