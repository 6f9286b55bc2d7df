"""Makers of people who may answer customers: a charter they read, a training they hold, a topic."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from advocacy.audit.models import EventRow
from advocacy.charter.models import Acknowledgement, Version
from advocacy.charter.rules import Act
from advocacy.db import Model, db
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roster.models import Enrolment, MemberHours, MemberLanguage
from advocacy.topics.models import Topic, TopicHolding
from advocacy.training.models import Completion, Cycle, Module
from advocacy.training.rules import CycleCause, Way
from tests.support.charter_makers import a_document, a_published_version, text_of
from tests.support.crowds import a_crowd
from tests.support.makers import a_person, save
from tests.support.roster_makers import Times, a_commitment, a_member, a_topic
from tests.support.training_makers import a_completion, a_module, a_requirement
from tests.support.world import TestWorld

_numbers = itertools.count(1)
DAY = timedelta(days=1)


def an_act(
    version: Version, person: Person, act: Act = Act.ACKNOWLEDGED, at: datetime | None = None
) -> Acknowledgement:
    """What somebody did with a version, a minute after it went live unless `at` says otherwise."""
    text, at = text_of(version), at or version.live_at + timedelta(minutes=1)
    event_id = next(_numbers)  # far below those that the recorder gives
    event = {
        "id": event_id,
        "name": f"charter_{act.value}",
        "version": 1,
        "at": at,
        "actor_id": person.id,
        "subject_id": person.id,
        "payload": {},
    }
    db.session.execute(insert(EventRow), [event])
    made = Acknowledgement(
        person_id=person.id,
        version_id=version.id,
        text_id=text.id,
        act=act,
        sha256=text.sha256,
        at=at,
        opened_at=version.live_at,
        reached_end=True,
        event_id=event_id,
    )
    save(made)
    return made


class AnsweringCompany:
    """A company in which people may answer: a charter in force, one required training, one topic."""

    def __init__(self, world: TestWorld) -> None:
        self.now = world.clock.now()
        self.version: Version = a_published_version(a_document("social-media"), live_at=self.now - 90 * DAY)
        self.module: Module = a_module("speaking", published_at=self.now - 90 * DAY)
        a_requirement(self.module, months=12, begins_on=date(2026, 1, 1))
        self.topic: Topic = a_topic("Deliveries", "Livraisons")

    def member(
        self,
        person: Person | None = None,
        *,
        topics: Sequence[Topic] | None = None,
        languages: Sequence[str] = ("fr",),
        hours: Sequence[Times] = (),
        read: bool = True,
        trained: bool = True,
    ) -> Person:
        """Somebody on the roster for 60 days who may answer, unless `read` or `trained` is left out."""
        person = person or a_person()
        held = [self.topic] if topics is None else topics
        a_member(person, held, languages=languages, hours=hours, enrolled_at=self.now - 60 * DAY)
        if read:
            an_act(self.version, person)
        if trained:
            a_completion(person, self.module, self.now - 60 * DAY)
        return person

    def force(
        self, count: int, topics: Sequence[Topic], *, per_person: int = 5, rounds: int = 1
    ) -> list[int]:
        """So many more members who may answer, each on a few of the topics, by a few statements.

        Each completed the training `rounds` times, the last time 60 days ago. Gives their ids.
        """
        people = a_crowd(count)
        since, number = self.now - 60 * DAY, len(topics)
        sentence = a_commitment()[Language.FRENCH]
        first = _events(count * (rounds + 2), since)
        acts = range(first, first + count)
        joined = range(first + count, first + 2 * count)
        text = text_of(self.version)
        _insert(
            Acknowledgement,
            ({"person_id": who, "event_id": event} for who, event in zip(people, acts, strict=True)),
            version_id=self.version.id,
            text_id=text.id,
            act=Act.ACKNOWLEDGED,
            sha256=text.sha256,
            at=self.version.live_at + timedelta(minutes=1),
            opened_at=self.version.live_at,
            reached_end=True,
        )
        _insert(
            Enrolment,
            ({"person_id": who, "event_id": event} for who, event in zip(people, joined, strict=True)),
            commitment_id=sentence.id,
            sha256=sentence.sha256,
            at=since,
            enrolled_on=since.date(),
        )
        _insert(MemberLanguage, ({"person_id": who} for who in people), language="fr", from_at=since)
        _insert(
            MemberHours,
            ({"person_id": who, "weekday": weekday} for who in people for weekday in range(5)),
            starts=540,
            ends=1020,
            zone="Europe/Paris",
            from_at=since,
        )
        _insert(
            TopicHolding,
            (
                {"person_id": who, "topic_id": topics[(place + step) % number].id}
                for place, who in enumerate(people)
                for step in range(min(per_person, number))
            ),
            from_at=since,
        )
        for turn in range(rounds):
            self.complete(people, first + (turn + 2) * count, turn, since - (rounds - 1 - turn) * DAY)
        db.session.commit()
        return people

    def complete(self, people: Sequence[int], first: int, turn: int, at: datetime) -> None:
        """All these people complete the training once more; `first` is the id of the first event."""
        cycle = (db.session.scalar(select(func.max(Cycle.id))) or 0) + 1
        kept = {"module_id": self.module.id}
        _insert(
            Cycle,
            ({"id": cycle + place, "person_id": who} for place, who in enumerate(people)),
            **kept,
            number=turn + 1,
            cause=CycleCause.FIRST,
            opened_at=at,
        )
        _insert(
            Completion,
            (
                {"cycle_id": cycle + place, "person_id": who, "event_id": first + place}
                for place, who in enumerate(people)
            ),
            **kept,
            way=Way.QUIZ,
            completed_at=at,
            recorded_at=at,
            minutes=20,
            evidence="",
        )


def _insert(model: type[Model], rows: Iterable[dict[str, Any]], **kept: Any) -> None:
    db.session.execute(insert(model), [{**kept, **row} for row in rows])


def _events(count: int, at: datetime) -> int:
    """So many rows of the journal for facts to point to; gives the id of the first."""
    first = next(_numbers)
    for _each in range(count - 1):
        next(_numbers)
    _insert(
        EventRow, ({"id": first + place} for place in range(count)), name="made", version=1, at=at, payload={}
    )
    return first
