"""Revoking a completion that was none, and forgetting why."""

from __future__ import annotations

from sqlalchemy import delete

from advocacy.access import Can
from advocacy.audit.party import Party
from advocacy.clock import day_in
from advocacy.errors import NotVisible
from advocacy.people.models import Person
from advocacy.people.queries.directory import person as person_seen
from advocacy.training.actions.tallying import tally
from advocacy.training.events.revoking import TrainingCompletionRevoked, TrainingRevocationReasonDeleted
from advocacy.training.models import Completion, Cycle, Module, Revocation, RevocationReason
from advocacy.training.rules.recording import check_forgetting, check_revoking
from advocacy.work import Work


def revoke(work: Work, completion_id: int, reason: str) -> int:
    """Say that a completion was none: it counts no more, and its certificate says so. Whose it was.

    The reason stays out of the ledger. Raises NotVisible for one out of sight, Refused for one's own and
    without a reason. Revoking twice changes nothing.
    """
    completion, person = _found(work, completion_id)
    check_revoking(reason, is_oneself=person.id == work.actor.id)
    work.hold(Person, person.id)
    if work.session.get(Revocation, completion.id, populate_existing=True) is not None:
        return person.id
    event = TrainingCompletionRevoked(
        module=_slug(work, completion),
        cycle=work.session.get_one(Cycle, completion.cycle_id).number,
        way=completion.way,
        completed_at=completion.completed_at,
        event=completion.event_id,
    )
    event_id = work.record(event, subject=Party(person.id, person.subject))
    work.session.add(
        Revocation(completion_id=completion.id, by_id=work.actor.id, at=work.now, event_id=event_id)
    )
    work.session.flush()
    work.session.add(RevocationReason(completion_id=completion.id, reason=reason))
    tally(
        work.session,
        person_id=person.id,
        module_id=completion.module_id,
        day=day_in(completion.completed_at, work.wiring.settings.time_zone),
        minutes=completion.minutes,
        completions=-1,
    )
    return person.id


def forget_reason(work: Work, completion_id: int) -> int:
    """Delete why a completion was revoked; that it was stays. Whose it was. Twice changes nothing.

    Raises NotVisible for one out of sight, Refused for one's own.
    """
    completion, person = _found(work, completion_id)
    check_forgetting(is_oneself=person.id == work.actor.id)
    gone = work.session.scalars(
        delete(RevocationReason)
        .where(RevocationReason.completion_id == completion.id)
        .returning(RevocationReason.completion_id)
    ).all()
    if gone:
        event = TrainingRevocationReasonDeleted(module=_slug(work, completion))
        work.record(event, subject=Party(person.id, person.subject))
    return person.id


def _found(work: Work, completion_id: int) -> tuple[Completion, Person]:
    work.actor.require(Can.REVOKE_COMPLETION)
    completion = work.session.get(Completion, completion_id)
    if completion is None or work.actor.id is None:
        raise NotVisible
    person = person_seen(
        work.session,
        completion.person_id,
        visible_to=work.actor,
        day=work.today,
        permission=Can.REVOKE_COMPLETION,
    )
    return completion, person


def _slug(work: Work, completion: Completion) -> str:
    return work.session.get_one(Module, completion.module_id).slug
