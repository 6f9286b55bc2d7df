"""Makers of topics and of members of the roster: rows as they stand, each with its event."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from advocacy.audit.models import EventRow
from advocacy.audit.party import Party
from advocacy.clock import day_in
from advocacy.db import Model, db
from advocacy.folding import fold
from advocacy.networks.words import Network
from advocacy.people.models import Department, Person
from advocacy.people.rules import Language
from advocacy.roles import SYSTEM
from advocacy.roster.events import MemberSuspended, RosterJoined, RosterLeft
from advocacy.roster.models import (
    Alias,
    AliasLook,
    Commitment,
    Enrolment,
    EnrolmentEnd,
    MemberHours,
    MemberLanguage,
    MemberProfile,
    Pause,
    Suspension,
    SuspensionReason,
    TopicWish,
    WorkAccount,
)
from advocacy.roster.rules import Confirmation, EndCause
from advocacy.roster.rules.alias import looks, skeleton, slug_of
from advocacy.roster.rules.enrolling import hash_of
from advocacy.topics.models import Topic, TopicHolding
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from tests.support.makers import a_department, a_person, save

_numbers = itertools.count(1)
_SENTENCES = {
    Language.FRENCH: "Je m’engage à répondre aux clients avec soin.",
    Language.ENGLISH: "I commit to answering customers with care.",
}
Times = tuple[int, int, int] | tuple[int, int, int, str]
"""(weekday, starts, ends[, zone]): minutes of the day, Monday is 0, in Paris unless a zone is given."""


def _now() -> datetime:
    return wiring().clock.now()


def a_topic(
    name_en: str | None = None,
    name_fr: str | None = None,
    *,
    department: Department | None = None,
    closed_at: datetime | None = None,
) -> Topic:
    """A topic, owned by a department."""
    number = next(_numbers)
    english = name_en or f"Deliveries {number}"
    topic = Topic(
        slug=f"topic-{number}",
        name_en=english,
        name_fr=name_fr or f"Livraisons {number}",
        sort_key=fold(english),
        department_id=(department or a_department()).id,
        created_at=_now() - timedelta(days=365),
        closed_at=closed_at,
    )
    save(topic)
    return topic


def a_holding(
    person: Person, topic: Topic, from_at: datetime | None = None, to_at: datetime | None = None
) -> TopicHolding:
    """That somebody holds a topic, since a month ago unless said otherwise."""
    made = TopicHolding(
        person_id=person.id,
        topic_id=topic.id,
        from_at=from_at or _now() - timedelta(days=30),
        to_at=to_at,
    )
    save(made)
    return made


def a_commitment() -> dict[Language, Commitment]:
    """The version of the sentence that is in force, made if there is none."""
    known = db.session.scalars(select(Commitment).order_by(Commitment.number.desc()).limit(2)).all()
    if known:
        return {one.language: one for one in known}
    made = {
        language: Commitment(
            number=1,
            language=language,
            text=text,
            sha256=hash_of(text),
            published_at=_now() - timedelta(days=365),
        )
        for language, text in _SENTENCES.items()
    }
    save(*made.values())
    return made


def a_member(
    person: Person | None = None,
    topics: Iterable[Topic] = (),
    languages: Collection[str] = ("fr",),
    alias: str | None = None,
    hours: Iterable[Times] = (),
    enrolled_at: datetime | None = None,
    capacity: int = 2,
) -> Person:
    """Somebody on the roster since a month ago, with an alias, who holds these topics."""
    person = person or a_person()
    since = enrolled_at or _now() - timedelta(days=30)
    an_enrolment(person, since)
    dated = {"person_id": person.id, "from_at": since}
    name = alias or _a_name()
    save(
        MemberProfile(person_id=person.id, capacity=capacity, zone="Europe/Paris", edited_at=since),
        *(AliasLook(look=look, person_id=person.id) for look in looks(name) if not _is_mine(look, person)),
        Alias(alias=name, slug=slug_of(name), skeleton=skeleton(name), sort_key=fold(name), **dated),
        *(MemberLanguage(language=Language(language), **dated) for language in languages),
        *(_hours(times, dated) for times in hours),
    )
    for topic in topics:
        a_holding(person, topic, since)
    return person


def an_enrolment(person: Person, at: datetime) -> Enrolment:
    """The act of joining alone."""
    sentence = a_commitment()[Language.FRENCH]
    with unit_of_work(SYSTEM) as work:
        event = RosterJoined(number=sentence.number, language="fr", sha256=sentence.sha256)
        event_id = work.record(event, subject=_party(person), documents=[sentence.sha256])
    made = Enrolment(
        person_id=person.id,
        commitment_id=sentence.id,
        sha256=sentence.sha256,
        at=at,
        enrolled_on=day_in(at, "Europe/Paris"),
        event_id=event_id,
    )
    save(made)
    return made


def _is_mine(look: str, person: Person) -> bool:
    known = db.session.get(AliasLook, look)
    return known is not None and known.person_id == person.id


def _a_name() -> str:
    """A name of its own look: letters instead of a number, for a digit looks like a letter."""
    number, letters = next(_numbers), ""
    while number:
        number, rest = divmod(number, 20)
        letters += "abcdefghjkmnpqrstuvz"[rest]
    return f"Camille {letters}"


def _hours(times: Times, dated: dict[str, object]) -> MemberHours:
    weekday, starts, ends, *zone = times
    return MemberHours(
        weekday=weekday, starts=starts, ends=ends, zone=str(zone[0]) if zone else "Europe/Paris", **dated
    )


def an_end(person: Person, at: datetime | None = None, cause: EndCause = EndCause.MEMBER) -> EnrolmentEnd:
    """The end of somebody's latest enrolment."""
    latest = select(Enrolment).where(Enrolment.person_id == person.id).order_by(Enrolment.id.desc()).limit(1)
    enrolment = db.session.scalars(latest).one()
    with unit_of_work(SYSTEM) as work:
        event_id = work.record(RosterLeft(cause=cause), subject=_party(person))
    end = EnrolmentEnd(
        enrolment_id=enrolment.id, cause=cause, by_id=person.id, at=at or _now(), event_id=event_id
    )
    save(end)
    return end


def a_pause(person: Person, from_at: datetime | None = None, until_at: datetime | None = None) -> Pause:
    """A pause that began a day ago and is open, unless said otherwise."""
    made = Pause(
        person_id=person.id,
        from_at=from_at or _now() - timedelta(days=1),
        until_at=until_at,
        recorded_at=_now(),
    )
    save(made)
    return made


def a_suspension(
    person: Person,
    by: Person | None = None,
    from_at: datetime | None = None,
    lifted_at: datetime | None = None,
    reason: str | None = None,
) -> Suspension:
    """A suspension that began a day ago, unless said otherwise; with a reason if one is given."""
    with unit_of_work(SYSTEM) as work:
        event_id = work.record(MemberSuspended(), subject=_party(person))
    made = Suspension(
        person_id=person.id,
        from_at=from_at or _now() - timedelta(days=1),
        by_id=(by or person).id,
        lifted_at=lifted_at,
        event_id=event_id,
    )
    save(made)
    if reason:
        save(SuspensionReason(suspension_id=made.id, reason=reason))
    return made


def _party(person: Person) -> Party:
    return Party(person.id, person.subject)


def a_wish(person: Person, topic: Topic) -> TopicWish:
    """A topic that a member asks for."""
    made = TopicWish(person_id=person.id, topic_id=topic.id, asked_at=_now())
    save(made)
    return made


def a_work_account(
    person: Person,
    handle: str | None = None,
    network: Network = Network.X,
    *,
    confirmed_at: datetime | None = None,
    url: str | None = None,
) -> WorkAccount:
    """A work account that waits to be confirmed, unless it is."""
    handle = handle or f"answers_{next(_numbers)}"
    made = WorkAccount(
        person_id=person.id,
        network=network,
        handle=handle,
        handle_key=handle.casefold(),
        url=url or f"https://x.com/{handle}",
        code=f"advocacy-{next(_numbers):012x}",
        added_at=_now(),
        confirmed_at=confirmed_at,
        confirmation=Confirmation.ADMINISTRATOR if confirmed_at else None,
    )
    save(made)
    return made


def an_answering_force(people: Sequence[int]) -> None:
    """Members among these people, each with a topic, a wish, hours and a work account; some suspended.

    By a few statements, and with event ids from below: those above are dealt out by the journal's counter.
    """
    topics = [a_topic() for _each in range(max(3, len(people) // 10))]
    now, sentence = _now(), a_commitment()[Language.FRENCH]
    last = (db.session.scalar(select(func.min(EventRow.id))) or 1_000_000) - 1
    facts = [{"id": last - place, "person_id": person_id} for place, person_id in enumerate(people)]
    _insert(
        EventRow,
        [
            {"id": one["id"], "name": "roster_joined", "version": 1, "at": now, "payload": {}}
            | {"actor_id": one["person_id"], "subject_id": one["person_id"]}
            for one in facts
        ],
    )
    joined = {"commitment_id": sentence.id, "sha256": sentence.sha256, "at": now, "enrolled_on": now.date()}
    mine = [{"person_id": one["person_id"]} for one in facts]
    _insert(Enrolment, [joined | who | {"event_id": one["id"]} for one, who in zip(facts, mine, strict=True)])
    hours = {"starts": 540, "ends": 720, "zone": "Europe/Paris", "from_at": now}
    _insert(MemberHours, [who | hours | {"weekday": place % 7} for place, who in enumerate(mine)])
    _insert(MemberLanguage, [who | {"language": Language.FRENCH, "from_at": now} for who in mine])
    _insert(TopicHolding, [who | {"topic_id": topics[0].id, "from_at": now} for who in mine])
    _insert(TopicWish, [who | {"topic_id": topics[1].id, "asked_at": now} for who in mine])
    kept = {"network": Network.X, "url": "https://x.com/a", "code": "advocacy-0", "added_at": now}
    handles = [f"force_{next(_numbers)}" for _who in mine]
    _insert(
        WorkAccount,
        [who | kept | {"handle": one, "handle_key": one} for who, one in zip(mine, handles, strict=True)],
    )
    _insert(
        Suspension,
        [
            {"person_id": one["person_id"], "by_id": one["person_id"], "from_at": now, "event_id": one["id"]}
            for one in facts[::5]
        ],
    )
    db.session.commit()


def _insert(table: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    db.session.execute(insert(table), list(rows))
