"""Pausing and coming back; suspending a member and lifting it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, or_, update

from advocacy.audit.party import Party
from advocacy.clock import day_in
from advocacy.people.models import Person
from advocacy.roles import Can
from advocacy.roster.actions.whom import facts_of, member_of, oneself_as_member
from advocacy.roster.events import (
    MemberPaused,
    MemberResumed,
    MemberSuspended,
    SuspensionLifted,
    SuspensionReasonDeleted,
)
from advocacy.roster.models import Pause, Suspension, SuspensionReason
from advocacy.roster.queries import standing
from advocacy.roster.rules.enrolling import check_is_member
from advocacy.roster.rules.pausing import check_not_oneself, check_reason, pause_end
from advocacy.work import Work


def pause(work: Work, back_on: date | None) -> None:
    """Let the actor rest until the day `back_on` begins in their zone, or until they come back.

    Another pause takes the place of the one that holds. Raises Refused: no member, a day that is not to come.
    """
    work.actor.require(Can.JOIN_ROSTER)
    person, facts = oneself_as_member(work)
    zone = facts.zone or work.actor.zone
    until = pause_end(back_on, today=day_in(work.now, zone), zone=zone)
    _end_pauses(work, person)
    work.session.add(Pause(person_id=person.id, from_at=work.now, until_at=until, recorded_at=work.now))
    work.session.flush()
    work.record(MemberPaused(until=until), subject=work.actor.party)


def resume(work: Work) -> None:
    """End the actor's pause; without one nothing happens."""
    work.actor.require(Can.JOIN_ROSTER)
    person, facts = oneself_as_member(work)
    if not facts.paused:
        return
    _end_pauses(work, person)
    work.record(MemberResumed(), subject=work.actor.party)


def suspend(work: Work, person_id: int, reason: str) -> None:
    """Keep a member from answering from now on, with the reason apart; suspended twice it is one suspension.

    Raises NotVisible, Refused: no member, no reason, oneself.
    """
    work.actor.require(Can.SUSPEND_MEMBER)
    person = member_of(work, person_id, Can.SUSPEND_MEMBER)
    check_not_oneself(actor_id=work.actor.id, person_id=person.id)
    facts = facts_of(work, person)
    check_is_member(enrolled=facts.is_enrolled)
    kept = check_reason(reason)
    if facts.suspended:
        return
    assert work.actor.id is not None
    event_id = work.record(MemberSuspended(), subject=Party(person.id, person.subject))
    made = Suspension(person_id=person.id, from_at=work.now, by_id=work.actor.id, event_id=event_id)
    work.session.add(made)
    work.session.flush()
    work.session.add(SuspensionReason(suspension_id=made.id, reason=kept))


def lift(work: Work, person_id: int) -> None:
    """Let a suspended member answer again; otherwise nothing happens. Raises NotVisible, Refused."""
    work.actor.require(Can.SUSPEND_MEMBER)
    person = member_of(work, person_id, Can.SUSPEND_MEMBER)
    check_not_oneself(actor_id=work.actor.id, person_id=person.id)
    found = standing.suspensions_held(work.session, person.id)
    if not found:
        return
    for one in found:
        one.lifted_at, one.lifted_by_id = work.now, work.actor.id
    work.record(SuspensionLifted(), subject=Party(person.id, person.subject))


def delete_reason(work: Work, person_id: int, suspension_id: int) -> None:
    """Delete why a member was suspended; that it was so stays on record.

    Raises NotVisible, Refused for oneself.
    """
    work.actor.require(Can.SEE_SUSPENSION_REASON)
    person = member_of(work, person_id, Can.SEE_SUSPENSION_REASON)
    check_not_oneself(actor_id=work.actor.id, person_id=person.id)
    standing.suspension(work.session, person.id, suspension_id)
    gone = work.session.execute(
        delete(SuspensionReason)
        .where(SuspensionReason.suspension_id == suspension_id)
        .returning(SuspensionReason.suspension_id)
    ).all()
    if gone:
        work.record(SuspensionReasonDeleted(), subject=Party(person.id, person.subject))


def _end_pauses(work: Work, person: Person) -> None:
    work.session.execute(
        update(Pause)
        .where(Pause.person_id == person.id, or_(Pause.until_at.is_(None), Pause.until_at > work.now))
        .values(until_at=work.now)
    )
