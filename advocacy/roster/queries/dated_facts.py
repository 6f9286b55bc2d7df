"""Everything dated that the roster knows of people, in one query: one row per fact, with its kind.

Eligibility, coverage and the pages about them read the same rows; each takes the kinds it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from advocacy.charter.rules.standing import Days
from advocacy.db import UtcDateTime
from advocacy.people.models import Absence, Employment, Person
from advocacy.people.rules import Kind, Language
from advocacy.roster.models import (
    Enrolment,
    EnrolmentEnd,
    MemberHours,
    MemberLanguage,
    Pause,
    Suspension,
    TopicWish,
)
from advocacy.roster.queries.members import lasts
from advocacy.roster.rules.eligibility import Stretch
from advocacy.roster.rules.hours import Hours
from advocacy.topics.models import Topic, TopicHolding

Rows = Select[*tuple[Any, ...]]
Reader = Callable[..., None]

ROWS_AT_ONCE = 1_000
"""So many rows are fetched together: one by one takes twice as long, all together takes memory."""

_PERSON, _EMPLOYMENT, _ABSENCE = "person", "employment", "absence"
_ENROLMENT, _PAUSE, _SUSPENSION = "enrolment", "pause", "suspension"
_TOPIC, _WISH, _LANGUAGE, _HOURS = "topic", "wish", "language", "hours"


@dataclass(slots=True)
class DatedFacts:
    """What is known of one person. `languages`, `hours` and `wishes` are those that hold at the instant
    asked about; everything else is dated."""

    name: str = ""
    is_external: bool = False
    employed: tuple[Days, ...] = ()
    absences: tuple[Days, ...] = ()
    enrolments: tuple[Stretch, ...] = ()
    pauses: tuple[Stretch, ...] = ()
    suspensions: tuple[Stretch, ...] = ()
    topics: dict[int, tuple[Stretch, ...]] = field(default_factory=dict)
    wishes: frozenset[int] = frozenset()
    languages: frozenset[Language] = frozenset()
    hours: tuple[Hours, ...] = ()


def dated_facts(
    session: Session, people: Select[int], *, at: datetime, day: date, in_full: bool = False
) -> Mapping[int, DatedFacts]:
    """By person id, for each of `people`: what began by `at`, which lies on `day`. One query.

    Languages, hours and wishes are read only `in_full`: eligibility does not ask for them.
    """
    parts = [*_of_people(people, day), *_of_members(people, at), _topics(people, at)]
    if in_full:
        parts += [_wishes(people, at), _languages(people, at), _hours(people, at)]
    found: dict[int, DatedFacts] = {}
    for rows in session.execute(union_all(*parts)).partitions(ROWS_AT_ONCE):
        for kind, person_id, *values in rows:
            person = found.get(person_id)
            if person is None:
                person = found[person_id] = DatedFacts()
            _READERS[kind](person, *values)
    return found


def ever_enrolled(at: datetime) -> Select[int]:
    """Everybody who enrolled by `at`, by person id."""
    return select(Enrolment.person_id).where(Enrolment.at <= at)


def _part(kind: str, person_id: Any, **given: Any) -> Rows:
    """One kind of fact with the columns that all have; what is not given is NULL."""
    usual: dict[str, Any] = {
        "reference": cast(null(), Integer()),
        "word": cast(null(), String()),
        "first": cast(null(), Date()),
        "back": cast(null(), Date()),
        "from_at": cast(null(), UtcDateTime()),
        "to_at": cast(null(), UtcDateTime()),
        "starts": cast(null(), Integer()),
        "ends": cast(null(), Integer()),
    }
    columns = [value.label(name) for name, value in {**usual, **given}.items()]
    return select(literal(kind).label("kind"), person_id.label("person_id"), *columns)


def _of_people(people: Select[int], day: date) -> Iterable[Rows]:
    external = case((Person.kind == Kind.EXTERNAL, 1), else_=0)
    name = func.trim(Person.given_name + " " + Person.family_name)
    yield _part(_PERSON, Person.id, reference=external, word=name).where(Person.id.in_(people))
    for kind, row in ((_EMPLOYMENT, Employment), (_ABSENCE, Absence)):
        yield _part(kind, row.person_id, first=row.valid_from, back=row.valid_to).where(
            row.person_id.in_(people), row.retired_at.is_(None), row.valid_from <= day
        )


def _of_members(people: Select[int], at: datetime) -> Iterable[Rows]:
    yield (
        _part(_ENROLMENT, Enrolment.person_id, from_at=Enrolment.at, to_at=EnrolmentEnd.at)
        .outerjoin(EnrolmentEnd, EnrolmentEnd.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id.in_(people), Enrolment.at <= at)
    )
    yield _part(_PAUSE, Pause.person_id, from_at=Pause.from_at, to_at=Pause.until_at).where(
        Pause.person_id.in_(people), Pause.from_at <= at
    )
    yield _part(
        _SUSPENSION, Suspension.person_id, from_at=Suspension.from_at, to_at=Suspension.lifted_at
    ).where(Suspension.person_id.in_(people), Suspension.from_at <= at)


def _topics(people: Select[int], at: datetime) -> Rows:
    held = _part(
        _TOPIC,
        TopicHolding.person_id,
        reference=TopicHolding.topic_id,
        from_at=TopicHolding.from_at,
        to_at=_held_to(),
    )
    return held.join(Topic, Topic.id == TopicHolding.topic_id).where(
        TopicHolding.person_id.in_(people), TopicHolding.from_at <= at
    )


def _held_to() -> ColumnElement[datetime]:
    """When a topic ceased to be held: when it was taken away, or when the topic itself was closed."""
    closed_first = or_(TopicHolding.to_at.is_(None), Topic.closed_at < TopicHolding.to_at)
    return case((Topic.closed_at.is_not(None) & closed_first, Topic.closed_at), else_=TopicHolding.to_at)


def _wishes(people: Select[int], at: datetime) -> Rows:
    return _part(_WISH, TopicWish.person_id, reference=TopicWish.topic_id).where(
        TopicWish.person_id.in_(people), lasts(TopicWish.asked_at, TopicWish.closed_at, at)
    )


def _languages(people: Select[int], at: datetime) -> Rows:
    word = type_coerce(MemberLanguage.language, String())
    return _part(_LANGUAGE, MemberLanguage.person_id, word=word).where(
        MemberLanguage.person_id.in_(people), lasts(MemberLanguage.from_at, MemberLanguage.to_at, at)
    )


def _hours(people: Select[int], at: datetime) -> Rows:
    spans = _part(
        _HOURS,
        MemberHours.person_id,
        reference=MemberHours.weekday,
        word=MemberHours.zone,
        starts=MemberHours.starts,
        ends=MemberHours.ends,
    )
    return spans.where(MemberHours.person_id.in_(people), lasts(MemberHours.from_at, MemberHours.to_at, at))


def _describe(person: DatedFacts, reference: int, word: str, *_rest: Any) -> None:
    person.name, person.is_external = word, bool(reference)


def _hold(person: DatedFacts, reference: int, _word: Any, *rest: Any) -> None:
    person.topics[reference] = person.topics.get(reference, ()) + _stretch(rest[2], rest[3])


def _wish(person: DatedFacts, topic_id: int, *_rest: Any) -> None:
    person.wishes |= {topic_id}


def _speak(person: DatedFacts, _reference: Any, word: str, *_rest: Any) -> None:
    person.languages |= {Language(word)}


def _work(person: DatedFacts, weekday: int, zone: str, *rest: Any) -> None:
    person.hours += _span(weekday, rest[4], rest[5], zone)


def _days(name: str) -> Reader:
    def read(person: DatedFacts, _reference: Any, _word: Any, first: Any, back: Any, *_rest: Any) -> None:
        setattr(person, name, getattr(person, name) + _run(first, back))

    return read


def _stretches(name: str) -> Reader:
    def read(person: DatedFacts, _reference: Any, _word: Any, *rest: Any) -> None:
        setattr(person, name, getattr(person, name) + _stretch(rest[2], rest[3]))

    return read


# Thousands of people share the same few days, stretches and hours: each is made once, alone in its tuple.


@lru_cache(maxsize=2048)
def _run(first: date, back: date | None) -> tuple[Days]:
    return (Days(first, back),)


@lru_cache(maxsize=2048)
def _stretch(from_at: datetime, to_at: datetime | None) -> tuple[Stretch]:
    return (Stretch(from_at, to_at),)


@lru_cache(maxsize=2048)
def _span(weekday: int, starts: int, ends: int, zone: str) -> tuple[Hours]:
    return (Hours(weekday, starts, ends, zone),)


_READERS: Mapping[str, Reader] = {
    _PERSON: _describe,
    _EMPLOYMENT: _days("employed"),
    _ABSENCE: _days("absences"),
    _ENROLMENT: _stretches("enrolments"),
    _PAUSE: _stretches("pauses"),
    _SUSPENSION: _stretches("suspensions"),
    _TOPIC: _hold,
    _WISH: _wish,
    _LANGUAGE: _speak,
    _HOURS: _work,
}
"""How a row of each kind is read: given the person and the columns from `reference` on."""
