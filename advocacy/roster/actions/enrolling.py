"""Joining the roster, and leaving it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, update

from advocacy.audit.party import Party
from advocacy.audit.recording import Private
from advocacy.people.identity import identity_of
from advocacy.people.models import Person
from advocacy.people.rules import Kind, Language
from advocacy.roles import Can
from advocacy.roster.actions.commitments import publish_starter
from advocacy.roster.actions.whom import member_of, oneself
from advocacy.roster.events import RosterJoined, RosterLeft
from advocacy.roster.models import (
    Alias,
    Enrolment,
    EnrolmentEnd,
    MemberHours,
    MemberLanguage,
    MemberProfile,
    Pause,
    TopicWish,
    WorkAccount,
)
from advocacy.roster.queries import commitments
from advocacy.roster.queries.members import member
from advocacy.roster.queries.mine import latest_enrolment_of
from advocacy.roster.rules import EndCause
from advocacy.roster.rules import enrolling as rules
from advocacy.roster.rules.enrolling import ShownCommitment
from advocacy.roster.rules.member import USUAL_CAPACITY
from advocacy.topics.models import TopicHolding
from advocacy.work import Work


@dataclass(frozen=True)
class Agreement:
    """What the form brought: the proof of the sentence that was shown, and the ticked box."""

    shown: ShownCommitment | None
    agreed: bool


def enrol(work: Work, agreement: Agreement) -> int:
    """Keep that the actor committed to exactly the sentence that was shown; returns the enrolment's id.

    Repeated by a member it adds nothing. Raises Refused: not shown, changed meanwhile, not agreed, no
    employee, suspended.
    """
    work.actor.require(Can.JOIN_ROSTER)
    person = oneself(work)
    facts = member(work.session, person.id, at=work.now, zone=work.wiring.settings.time_zone)
    known = latest_enrolment_of(work.session, person.id)
    if facts.is_enrolled and known is not None:
        return known.id
    shown = rules.check_shown(
        agreement.shown, person_id=person.id, sign_in_id=work.actor.sign_in_id, now=work.now
    )
    rules.check_agreed(agreed=agreement.agreed)
    rules.check_may_join(external=person.kind is not Kind.EMPLOYEE, suspended=facts.suspended)
    sentence = commitments.in_force(work.session)
    rules.check_in_force(shown_sha256=shown.sha256, sha256=sentence.sha256(shown.language))
    if sentence.published_at is None:
        publish_starter(work)
    if known is not None:
        _close(work, person.id)  # what is left of an enrolment that leaving the company ended
    row = commitments.row_of(work.session, sentence.number, Language(shown.language))
    made = Enrolment(
        person_id=person.id,
        commitment_id=row.id,
        sha256=row.sha256,
        at=work.now,
        enrolled_on=work.today,
        event_id=_record(work, row.number, row.language, row.sha256),
    )
    work.session.add(made)
    _begin(work, person)
    work.session.flush()
    return made.id


def leave(work: Work) -> None:
    """End the actor's own enrolment. Who is no member stays so."""
    work.actor.require(Can.JOIN_ROSTER)
    _end(work, oneself(work), EndCause.MEMBER)


def end(work: Work, person_id: int) -> None:
    """End a member's enrolment for HR. Raises NotVisible for a person outside the actor's departments."""
    work.actor.require(Can.MANAGE_ROSTER)
    _end(work, member_of(work, person_id, Can.MANAGE_ROSTER), EndCause.HR)


def _end(work: Work, person: Person, cause: EndCause) -> None:
    facts = member(work.session, person.id, at=work.now, zone=work.wiring.settings.time_zone)
    known = latest_enrolment_of(work.session, person.id)
    if not facts.is_enrolled or known is None:
        return
    event_id = work.record(RosterLeft(cause=cause), subject=Party(person.id, person.subject))
    assert work.actor.id is not None
    work.session.add(
        EnrolmentEnd(enrolment_id=known.id, cause=cause, by_id=work.actor.id, at=work.now, event_id=event_id)
    )
    _close(work, person.id)
    work.session.flush()


def _record(work: Work, number: int, language: Language, sha256: str) -> int:
    assert work.actor.id is not None
    identity = identity_of(work.session, work.actor.id, work.today)
    return work.record(
        RosterJoined(number=number, language=language, sha256=sha256),
        subject=work.actor.party,
        documents=[sha256],
        private={"identity": Private(identity)},
    )


def _begin(work: Work, person: Person) -> None:
    """Give a new member what they can change afterwards: their own language, zone and the usual capacity."""
    profile = work.session.get(MemberProfile, person.id, populate_existing=True)
    if profile is None:
        work.session.add(
            MemberProfile(
                person_id=person.id, capacity=USUAL_CAPACITY, zone=work.actor.zone, edited_at=work.now
            )
        )
    work.session.add(MemberLanguage(person_id=person.id, language=person.language, from_at=work.now))


def _close(work: Work, person_id: int) -> None:
    """End everything that belongs to an enrolment. Rows stay, so that the past can be asked about."""
    for table in (Alias, MemberLanguage, MemberHours, TopicHolding):
        work.session.execute(
            update(table).where(table.person_id == person_id, table.to_at.is_(None)).values(to_at=work.now)
        )
    work.session.execute(
        update(Pause)
        .where(Pause.person_id == person_id, or_(Pause.until_at.is_(None), Pause.until_at > work.now))
        .values(until_at=work.now)
    )
    work.session.execute(
        update(TopicWish)
        .where(TopicWish.person_id == person_id, TopicWish.closed_at.is_(None))
        .values(closed_at=work.now)
    )
    work.session.execute(
        update(WorkAccount)
        .where(WorkAccount.person_id == person_id, WorkAccount.ended_at.is_(None))
        .values(ended_at=work.now)
    )
