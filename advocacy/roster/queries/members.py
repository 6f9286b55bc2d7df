"""Members as they are, or were, at an instant: a fixed number of queries for any number of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from advocacy.clock import day_in
from advocacy.people.models import Employment
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
from advocacy.roster.rules import EndCause
from advocacy.roster.rules.enrolling import Span, left_on
from advocacy.roster.rules.hours import Hours
from advocacy.roster.rules.member import USUAL_CAPACITY, MemberFacts
from advocacy.topics.queries import MOST_NAMED, held_at
from advocacy.wiring import wiring

People = Collection[int] | None
V = TypeVar("V")


def member_facts(
    session: Session, *, at: datetime, people: People, zone: str | None = None
) -> Mapping[int, MemberFacts]:
    """What is known at `at` of each of `people` (None: everybody who ever enrolled by then), by person id.

    Somebody asked about who never enrolled has facts without `enrolled_at`. `zone` is the installation's
    unless given: it says on which day `at` lies. Nine queries.
    """
    enrolled = _enrolled(session, at, people)
    # Of everybody, or of more than the database takes as parameters, all rows are read and some left out.
    named = people if people is not None and len(people) <= MOST_NAMED else None
    asked = set(enrolled) if people is None else set(people)
    read = _Reading(session, at, named)
    employed, day_zone = read.employed(enrolled), zone or wiring().settings.time_zone
    languages, hours = read.languages(), read.hours()
    aliases, capacities = read.aliases(), read.capacities()
    pauses, suspended = read.pauses(), read.suspended()
    topics = held_at(session, named, at)
    found = {}
    for person_id in asked:
        act = enrolled.get(person_id)
        alias, slug = aliases.get(person_id, (None, None))
        found[person_id] = MemberFacts(
            person_id=person_id,
            enrolled_at=act.at if act else None,
            ended_at=act.ended_at if act else None,
            ended=act.ended if act else None,
            left_on=_left(act, employed.get(person_id, ()), at, day_zone),
            paused=person_id in pauses,
            paused_until=pauses.get(person_id),
            suspended=person_id in suspended,
            alias=alias,
            slug=slug,
            languages=frozenset(languages.get(person_id, ())),
            hours=tuple(sorted(hours.get(person_id, ()))),
            capacity=capacities.get(person_id, USUAL_CAPACITY),
            topics=topics.get(person_id, frozenset()),
        )
    return found


def member(session: Session, person_id: int, *, at: datetime, zone: str | None = None) -> MemberFacts:
    """The facts of one person at `at`, a member or not."""
    return member_facts(session, at=at, people=(person_id,), zone=zone)[person_id]


@dataclass(frozen=True)
class _Act:
    """Somebody's latest enrolment by an instant, and its end by then."""

    at: datetime
    ended_at: datetime | None
    ended: EndCause | None


def _enrolled(session: Session, at: datetime, people: People) -> dict[int, _Act]:
    latest = (
        select(func.max(Enrolment.id).label("id")).where(Enrolment.at <= at).group_by(Enrolment.person_id)
    )
    if people is not None and len(people) <= MOST_NAMED:
        latest = latest.where(Enrolment.person_id.in_(people))
    statement = (
        select(Enrolment.person_id, Enrolment.at, EnrolmentEnd.at.label("ended_at"), EnrolmentEnd.cause)
        .outerjoin(EnrolmentEnd, (EnrolmentEnd.enrolment_id == Enrolment.id) & (EnrolmentEnd.at <= at))
        .where(Enrolment.id.in_(latest))
    )
    return {row.person_id: _Act(row.at, row.ended_at, row.cause) for row in session.execute(statement)}


def _left(act: _Act | None, spans: Iterable[Span], at: datetime, zone: str) -> Any:
    if act is None:
        return None
    return left_on(spans, since=day_in(act.at, zone), day=day_in(at, zone))


@dataclass(frozen=True)
class _Reading:
    """The dated rows of some people at an instant, each kind in one query."""

    session: Session
    at: datetime
    people: People

    def employed(self, enrolled: Collection[int]) -> dict[int, list[Span]]:
        """The days of employment of everybody who enrolled."""
        if not enrolled:
            return {}
        statement = select(Employment.person_id, Employment.valid_from, Employment.valid_to).where(
            Employment.retired_at.is_(None)
        )
        if len(enrolled) <= MOST_NAMED:
            statement = statement.where(Employment.person_id.in_(enrolled))
        return self._grouped(statement, lambda row: Span(row.valid_from, row.valid_to))

    def languages(self) -> dict[int, list[Language]]:
        """The languages they answer in."""
        statement = select(MemberLanguage.person_id, MemberLanguage.language).where(
            self._lasts(MemberLanguage.from_at, MemberLanguage.to_at)
        )
        return self._grouped(self._of(statement, MemberLanguage.person_id), lambda row: row.language)

    def hours(self) -> dict[int, list[Hours]]:
        """Their hours of the week."""
        statement = select(
            MemberHours.person_id,
            MemberHours.weekday,
            MemberHours.starts,
            MemberHours.ends,
            MemberHours.zone,
        ).where(self._lasts(MemberHours.from_at, MemberHours.to_at))
        return self._grouped(
            self._of(statement, MemberHours.person_id),
            lambda row: Hours(row.weekday, row.starts, row.ends, row.zone),
        )

    def aliases(self) -> dict[int, tuple[str, str]]:
        """The alias of each and its slug."""
        statement = select(Alias.person_id, Alias.alias, Alias.slug).where(
            self._lasts(Alias.from_at, Alias.to_at)
        )
        rows = self.session.execute(self._of(statement, Alias.person_id))
        return {row.person_id: (row.alias, row.slug) for row in rows}

    def capacities(self) -> dict[int, int]:
        """The most questions each holds at once, today's: it has no history."""
        statement = select(MemberProfile.person_id, MemberProfile.capacity)
        rows = self.session.execute(self._of(statement, MemberProfile.person_id))
        return {row.person_id: row.capacity for row in rows}

    def pauses(self) -> dict[int, datetime | None]:
        """Who rests, and until when; of several pauses the one that lasts longest."""
        statement = select(Pause.person_id, Pause.until_at).where(self._lasts(Pause.from_at, Pause.until_at))
        found: dict[int, datetime | None] = {}
        for row in self.session.execute(self._of(statement, Pause.person_id)):
            known, until = found.get(row.person_id, row.until_at), row.until_at
            found[row.person_id] = None if known is None or until is None else max(known, until)
        return found

    def suspended(self) -> set[int]:
        """Whom HR keeps from answering."""
        statement = select(Suspension.person_id).where(self._lasts(Suspension.from_at, Suspension.lifted_at))
        return set(self.session.scalars(self._of(statement, Suspension.person_id)))

    def _lasts(
        self, begins: InstrumentedAttribute[datetime], ends: InstrumentedAttribute[Any]
    ) -> ColumnElement[bool]:
        return (begins <= self.at) & or_(ends.is_(None), ends > self.at)

    def _of(
        self, statement: Select[*tuple[Any, ...]], person_id: InstrumentedAttribute[int]
    ) -> Select[*tuple[Any, ...]]:
        return statement if self.people is None else statement.where(person_id.in_(self.people))

    def _grouped(self, statement: Select[*tuple[Any, ...]], made: Any) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        row: Row[*tuple[Any, ...]]
        for row in self.session.execute(statement):
            found.setdefault(row.person_id, []).append(made(row))
        return found
