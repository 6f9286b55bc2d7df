"""Members as they are, or were, at an instant: three queries for any number of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from advocacy.clock import day_in
from advocacy.db import UtcDateTime
from advocacy.people.models import Employment, Person
from advocacy.people.rules import Language
from advocacy.roster.models import (
    Alias,
    Enrolment,
    EnrolmentEnd,
    MemberHours,
    MemberLanguage,
    MemberProfile,
    Pause,
    Suspension,
)
from advocacy.roster.rules.enrolling import Span, left_on
from advocacy.roster.rules.hours import Hours
from advocacy.roster.rules.member import USUAL_CAPACITY, MemberFacts
from advocacy.topics.models import Topic, TopicHolding
from advocacy.topics.queries import MOST_NAMED, holds_at
from advocacy.wiring import wiring

People = Collection[int] | None
Rows = Select[*tuple[Any, ...]]

FAR = datetime(9999, 12, 31, tzinfo=UTC)
"""The end of what is open, where ends are compared."""

_LANGUAGE, _HOURS, _TOPIC = "language", "hours", "topic"


def member_facts(
    session: Session, *, at: datetime, people: People, zone: str | None = None
) -> Mapping[int, MemberFacts]:
    """What is known at `at` of each of `people` (None: everybody who ever enrolled by then), by person id.

    Somebody asked about who never enrolled has facts without `enrolled_at`; an id of nobody has none. `zone`
    is the installation's unless given: it says on which day `at` lies. Three queries.
    """
    # Of everybody, or of more than the database takes as parameters, all rows are read and some left out.
    named = people if people is not None and len(people) <= MOST_NAMED else None
    rows = session.execute(_main(at, named, people))
    asked = None if people is None else set(people)
    employed = _employed(session, named)
    lines = _lines(session, at, named)
    day_zone = zone or wiring().settings.time_zone
    return {
        row.id: _facts(row, lines.get(row.id, {}), employed.get(row.id, ()), at, day_zone)
        for row in rows
        if asked is None or row.id in asked
    }


def member(session: Session, person_id: int, *, at: datetime, zone: str | None = None) -> MemberFacts:
    """The facts of one person at `at`, a member or not."""
    known = member_facts(session, at=at, people=(person_id,), zone=zone)
    return known.get(person_id, MemberFacts(person_id))


def lasts(
    begins: InstrumentedAttribute[datetime], ends: InstrumentedAttribute[Any], at: datetime
) -> ColumnElement[bool]:
    """Whether a row that holds from `begins` up to `ends` (NULL: still) holds at `at`."""
    return and_(begins <= at, or_(ends.is_(None), ends > at))


def latest_enrolment(at: datetime) -> ColumnElement[int]:
    """The id of the latest enrolment by `at` of the Person of the surrounding select."""
    mine = select(func.max(Enrolment.id)).where(Enrolment.person_id == Person.id, Enrolment.at <= at)
    return mine.correlate(Person).scalar_subquery()


def _main(at: datetime, named: People, people: People) -> Rows:
    """One row per person: enrolment and its end, alias, capacity, pause, suspension."""
    until = func.coalesce(Pause.until_at, literal(FAR, UtcDateTime()))
    paused = (
        select(func.max(until, type_=UtcDateTime()))
        .where(Pause.person_id == Person.id, lasts(Pause.from_at, Pause.until_at, at))
        .correlate(Person)
        .scalar_subquery()
    )
    suspended = exists().where(
        Suspension.person_id == Person.id, lasts(Suspension.from_at, Suspension.lifted_at, at)
    )
    statement = (
        select(
            Person.id,
            Enrolment.at.label("enrolled_at"),
            Enrolment.enrolled_on,
            EnrolmentEnd.at.label("ended_at"),
            EnrolmentEnd.cause.label("ended"),
            Alias.alias,
            Alias.slug,
            MemberProfile.capacity,
            MemberProfile.zone,
            paused.label("paused_until"),
            suspended.label("suspended"),
        )
        .select_from(Person)
        .outerjoin(Enrolment, Enrolment.id == latest_enrolment(at))
        .outerjoin(EnrolmentEnd, and_(EnrolmentEnd.enrolment_id == Enrolment.id, EnrolmentEnd.at <= at))
        .outerjoin(Alias, and_(Alias.person_id == Person.id, lasts(Alias.from_at, Alias.to_at, at)))
        .outerjoin(MemberProfile, MemberProfile.person_id == Person.id)
    )
    if named is not None:
        return statement.where(Person.id.in_(named))
    if people is not None:
        return statement
    ever = Person.id.in_(select(Enrolment.person_id))  # so that not everybody's enrolments are looked for
    return statement.where(ever, Enrolment.id.is_not(None))


def _employed(session: Session, named: People) -> dict[int, list[Span]]:
    """The days of employment of everybody who ever enrolled, or of those named."""
    statement = select(Employment.person_id, Employment.valid_from, Employment.valid_to).where(
        Employment.retired_at.is_(None)
    )
    if named is not None:
        statement = statement.where(Employment.person_id.in_(named))
    else:
        statement = statement.where(Employment.person_id.in_(select(Enrolment.person_id)))
    found: dict[int, list[Span]] = {}
    for row in session.execute(statement):
        found.setdefault(row.person_id, []).append(Span(row.valid_from, row.valid_to))
    return found


def _lines(session: Session, at: datetime, named: People) -> dict[int, dict[str, list[Any]]]:
    """Languages, hours and topics at `at`, by person and kind."""
    found: dict[int, dict[str, list[Any]]] = {}
    parts = [_languages(at), _hours(at), _topics(at)]
    if named is not None:
        parts = [part.where(part.selected_columns[0].in_(named)) for part in parts]
    for person_id, kind, *values in session.execute(union_all(*parts)):
        found.setdefault(person_id, {}).setdefault(kind, []).append(tuple(values))
    return found


def _languages(at: datetime) -> Rows:
    nothing = (literal(0), literal(0), literal(0))
    word = type_coerce(MemberLanguage.language, String)
    statement = select(MemberLanguage.person_id, literal(_LANGUAGE), *nothing, word)
    return statement.where(lasts(MemberLanguage.from_at, MemberLanguage.to_at, at))


def _hours(at: datetime) -> Rows:
    times = (MemberHours.weekday, MemberHours.starts, MemberHours.ends, MemberHours.zone)
    statement = select(MemberHours.person_id, literal(_HOURS), *times)
    return statement.where(lasts(MemberHours.from_at, MemberHours.to_at, at))


def _topics(at: datetime) -> Rows:
    nothing = (literal(0), literal(0), literal(""))
    statement = select(TopicHolding.person_id, literal(_TOPIC), TopicHolding.topic_id, *nothing)
    return statement.join(Topic, Topic.id == TopicHolding.topic_id).where(holds_at(at))


def _facts(
    row: Any, lines: Mapping[str, list[Any]], spans: Iterable[Span], at: datetime, zone: str
) -> MemberFacts:
    return MemberFacts(
        person_id=row.id,
        enrolled_at=row.enrolled_at,
        ended_at=row.ended_at,
        ended=row.ended,
        left_on=_left(row.enrolled_on, spans, at, zone),
        paused=row.paused_until is not None,
        paused_until=None if row.paused_until == FAR else row.paused_until,
        suspended=row.suspended,
        alias=row.alias,
        slug=row.slug,
        languages=frozenset(Language(values[3]) for values in lines.get(_LANGUAGE, ())),
        hours=tuple(sorted(Hours(*values) for values in lines.get(_HOURS, ()))),
        capacity=row.capacity or USUAL_CAPACITY,
        zone=row.zone,
        topics=frozenset(values[0] for values in lines.get(_TOPIC, ())),
    )


def _left(enrolled_on: date | None, spans: Iterable[Span], at: datetime, zone: str) -> date | None:
    if enrolled_on is None:
        return None
    return left_on(spans, since=enrolled_on, day=day_in(at, zone))
