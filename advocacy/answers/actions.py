"""What is done to the answers log: recording, noting thanks, deleting what is a customer's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from advocacy.answers import rules
from advocacy.answers.events import AnswerThanked, AnswerWordsDeleted, PublicAnswerRecorded
from advocacy.answers.links import Link, canonical, check_network
from advocacy.answers.models import AnswerThanks, AnswerWords, PublicAnswer, Source, ThanksFrom
from advocacy.answers.queries import log
from advocacy.audit.party import Party
from advocacy.audit.recording import Private
from advocacy.clock import day_in
from advocacy.errors import NotVisible
from advocacy.insert_once import insert_once
from advocacy.networks.words import Network
from advocacy.people.identity import identity_of
from advocacy.people.models import Person, Placement
from advocacy.people.queries.dated import holds_on
from advocacy.people.queries.directory import visible
from advocacy.people.rules import Language
from advocacy.roles import Can
from advocacy.roster.eligibility import eligibility
from advocacy.roster.rules.eligibility import Eligibility
from advocacy.topics.queries import topic
from advocacy.topics.rules import check_open
from advocacy.work import Work


@dataclass(frozen=True)
class Given:
    """An answer as it was given: `topic` is a slug, `corrects` the id of the answer it sets right."""

    network: Network
    link: str
    topic: str
    language: Language
    question: str
    minutes: int
    answered_at: datetime
    corrects: int | None = None
    source: Source = Source.HAND


@dataclass(frozen=True)
class Recorded:
    """What became of it: `eligibility` is None for an answer that the actor had recorded before."""

    answer_id: int
    eligibility: Eligibility | None

    @property
    def is_new(self) -> bool:
        """Whether it was not in the log before."""
        return self.eligibility is not None


def record_answer(work: Work, given: Given) -> Recorded:
    """Keep an answer that the actor gave in public, with whether they were eligible at that instant.

    One who was not is flagged, never refused. The same link again gives the same row and adds nothing.
    Raises Refused (the link, or a colleague's; the time, the question, the minutes, a topic closed by then)
    and NotVisible: no such topic, an answer to correct that is none of the actor's business.
    """
    work.actor.require(Can.RECORD_ANSWER)
    link = canonical(given.link)
    check_network(link, given.network)
    question = rules.question_line(given.question)
    rules.check_minutes(given.minutes)
    rules.check_moment(given.answered_at, now=work.now)
    person_id = _oneself(work)
    known = log.known_link(work.session, link.key)
    rules.check_link_is_free(known, person_id)
    if known is not None:
        return Recorded(known.id, None)
    about = topic(work.session, given.topic)
    check_open(closed=about.closed_at is not None and about.closed_at <= given.answered_at)
    corrected = _key_of_corrected(work, given.corrects)
    decided = eligibility(work.session, person_id=person_id, topic_id=about.id, at=given.answered_at)
    event = PublicAnswerRecorded(
        network=given.network,
        language=given.language,
        topic_id=about.id,
        answered_at=given.answered_at,
        minutes=given.minutes,
        link_sha256=link.key,
        eligible=decided.is_eligible,
        reasons=decided.codes,
        corrects=corrected,
        source=given.source,
    )
    answer_id = _insert(work, given, link, about.id, decided, _record(work, event, person_id))
    work.session.add(AnswerWords(answer_id=answer_id, link=link.url, question=question))
    work.session.flush()
    return Recorded(answer_id, decided)


def note_customer_thanks(work: Work, answer_id: int, note: str) -> None:
    """Note that a customer thanked for an answer of the actor's own; noted twice it is noted once.

    Raises NotVisible, Refused for a note that is too long.
    """
    work.actor.require(Can.RECORD_ANSWER)
    line = rules.one_line(note, longest=rules.LONGEST_NOTE)
    owner = select(PublicAnswer.person_id).where(PublicAnswer.id == answer_id)
    if work.actor.id is None or work.session.scalar(owner) != work.actor.id:
        raise NotVisible
    _thank(work, answer_id, ThanksFrom.CUSTOMER, line, work.actor.party)


def thank_member(work: Work, link: str, note: str) -> None:
    """Thank somebody of the actor's own team for the answer at this link; twice it is once.

    The manager names the answer: what a team does is not listed. Raises NotVisible for an answer that is in
    nobody's log, or not in one of the actor's own team; Refused for the link and the note.
    """
    work.actor.require(Can.THANK_MEMBER)
    line = rules.one_line(note, longest=rules.LONGEST_NOTE)
    known = log.known_link(work.session, canonical(link).key)
    if known is None or work.actor.id is None:
        raise NotVisible
    rules.check_thanks(author_id=known.person_id, actor_id=work.actor.id)
    if not log.report_to(work.session, known.person_id, work.actor.id, work.today):
        raise NotVisible
    person = work.session.get_one(Person, known.person_id)
    _thank(work, known.id, ThanksFrom.MANAGER, line, Party(person.id, person.subject))


def delete_words(work: Work, answer_id: int) -> None:
    """Delete link, question and notes of an answer, because they say who the customer is.

    That it was given stays, and so does the hash of its link. Raises NotVisible.
    """
    work.actor.require(Can.MANAGE_ROSTER)
    statement = (
        select(Person.id, Person.subject)
        .join(PublicAnswer, PublicAnswer.person_id == Person.id)
        .where(PublicAnswer.id == answer_id, visible(work.actor, Can.MANAGE_ROSTER, work.today))
    )
    row = work.session.execute(statement).one_or_none()
    if row is None:
        raise NotVisible
    gone = delete(AnswerWords).where(AnswerWords.answer_id == answer_id).returning(AnswerWords.answer_id)
    was_there = work.session.scalar(gone) is not None
    work.session.execute(update(AnswerThanks).where(AnswerThanks.answer_id == answer_id).values(note=""))
    if was_there:
        work.record(AnswerWordsDeleted(answer_id=answer_id), subject=Party(row.id, row.subject))


def _oneself(work: Work) -> int:
    """The actor's id, the row locked: the same form sent twenty times waits here."""
    if work.actor.id is None:
        raise NotVisible
    work.hold(Person, work.actor.id)
    return work.actor.id


def _key_of_corrected(work: Work, corrects: int | None) -> str | None:
    if corrects is None:
        return None
    log.correctable(work.session, corrects, visible_to=work.actor, day=work.today)
    return work.session.scalar(select(PublicAnswer.link_key).where(PublicAnswer.id == corrects))


def _record(work: Work, event: PublicAnswerRecorded, person_id: int) -> int:
    private = {"identity": Private(identity_of(work.session, person_id, work.today))}
    return work.record(event, subject=work.actor.party, private=private)


def _insert(work: Work, given: Given, link: Link, topic_id: int, decided: Eligibility, event_id: int) -> int:
    """The id of the new row. Raises Refused when a colleague recorded the link at the same instant."""
    day = day_in(given.answered_at, work.wiring.settings.time_zone)
    values = {
        "person_id": work.actor.id,
        "department_id": _department_on(work.session, work.actor.id or 0, day),
        "topic_id": topic_id,
        "network": given.network,
        "link_key": link.key,
        "language": given.language,
        "minutes": given.minutes,
        "answered_at": given.answered_at,
        "answered_on": day,
        "recorded_at": work.now,
        "source": given.source,
        "eligible": decided.is_eligible,
        "reasons": {"codes": list(decided.codes)},
        "corrects_id": given.corrects,
        "event_id": event_id,
    }
    made = insert_once(work.session, PublicAnswer, values, PublicAnswer.id, unique=["link_key"])
    if not made:
        rules.check_link_is_free(log.known_link(work.session, link.key), work.actor.id or 0)
        raise NotVisible
    return int(made[0].id)


def _department_on(session: Session, person_id: int, day: date) -> int | None:
    return session.scalar(
        select(Placement.department_id)
        .where(Placement.person_id == person_id, holds_on(Placement, day))
        .order_by(Placement.valid_from.desc())
        .limit(1)
    )


def _thank(work: Work, answer_id: int, thanks_from: ThanksFrom, note: str, subject: Party) -> None:
    values = {
        "answer_id": answer_id,
        "thanks_from": thanks_from,
        "note": note,
        "by_id": work.actor.id,
        "at": work.now,
    }
    unique = ["answer_id", "thanks_from"]
    if insert_once(work.session, AnswerThanks, values, AnswerThanks.id, unique=unique):
        work.record(AnswerThanked(answer_id=answer_id, thanks_from=thanks_from), subject=subject)
