"""The directory: members by topic, language and "working now", a page at a time; and their wishes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from advocacy.clock import day_in
from advocacy.folding import fold
from advocacy.keyset import Window, latest_first, window
from advocacy.people.models import Absence, Department, Person, Placement
from advocacy.people.queries.by_name import BY_NAME, is_named, place_of
from advocacy.people.queries.dated import holds_on
from advocacy.people.queries.directory import home, visible
from advocacy.people.rules import Language
from advocacy.roles import Actor, Can
from advocacy.roster.models import Alias, MemberHours, MemberLanguage, Pause, Suspension, TopicWish
from advocacy.roster.queries.enrolled import is_enrolled
from advocacy.roster.queries.members import lasts
from advocacy.topics.models import Topic, TopicHolding
from advocacy.topics.queries import holds_at

ROWS = 25


@dataclass(frozen=True)
class Sought:
    """What the directory is asked for. `after` and `before` are the id of the person at a page's edge."""

    text: str = ""
    topic_id: int | None = None
    language: Language | None = None
    now: bool = False
    after: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class Listed:
    """One member as the directory shows them."""

    person_id: int
    name: str
    department: str | None
    alias: str | None
    languages: frozenset[Language]
    topics: frozenset[int]
    works_now: bool


@dataclass(frozen=True)
class Listing:
    """A page of the directory, and the edges from which the pages around it are asked for."""

    rows: list[Listed]
    before: int | None
    after: int | None


def members(session: Session, sought: Sought, *, at: datetime, zone: str) -> Listing:
    """The members that `sought` describes, by name. Five queries, whatever their number.

    "Working now" leaves out who pauses, is absent or suspended – without saying which of these it is.
    """
    day = day_in(at, zone)
    working = _works_now(_moments(session, at), at, zone)
    statement = (
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Department.name.label("department"),
            Alias.alias,
            working.label("works_now"),
        )
        .outerjoin(Alias, and_(Alias.person_id == Person.id, Alias.to_at.is_(None)))
        .outerjoin(Placement, Placement.id == home(day))
        .outerjoin(Department, Department.id == Placement.department_id)
        .where(is_enrolled(at, zone), *_conditions(sought, at, working))
    )
    found = window(
        session,
        statement,
        BY_NAME,
        size=ROWS,
        after=place_of(sought.after) if sought.after is not None else None,
        before=place_of(sought.before) if sought.before is not None else None,
    )
    people = [row.id for row in found.rows]
    languages, topics = _languages(session, people, at), _topics(session, people, at)
    before, after = found.edges(lambda row: int(row.id))
    rows = [
        Listed(
            person_id=row.id,
            name=f"{row.given_name} {row.family_name}".strip(),
            department=row.department,
            alias=row.alias,
            languages=languages.get(row.id, frozenset()),
            topics=topics.get(row.id, frozenset()),
            works_now=bool(row.works_now),
        )
        for row in found.rows
    ]
    return Listing(rows, before, after)


def _conditions(sought: Sought, at: datetime, working: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.text.strip():
        key = sought.text[:80]
        found.append(or_(is_named(key), Alias.sort_key.contains(fold(key), autoescape=True)))
    if sought.topic_id is not None:
        found.append(
            exists()
            .where(TopicHolding.person_id == Person.id, TopicHolding.topic_id == sought.topic_id)
            .where(Topic.id == TopicHolding.topic_id, holds_at(at))
        )
    if sought.language is not None:
        found.append(
            exists().where(
                MemberLanguage.person_id == Person.id,
                MemberLanguage.language == sought.language,
                lasts(MemberLanguage.from_at, MemberLanguage.to_at, at),
            )
        )
    return [*found, working] if sought.now else found


Moments = Mapping[str, tuple[int, int]]
"""The weekday and the minute of the day that it is in each zone."""


def _moments(session: Session, at: datetime) -> Moments:
    zones = session.scalars(select(MemberHours.zone).where(MemberHours.to_at.is_(None)).distinct())
    local = {zone: at.astimezone(ZoneInfo(zone)) for zone in zones}
    return {zone: (wall.weekday(), wall.hour * 60 + wall.minute) for zone, wall in local.items()}


def _works_now(moments: Moments, at: datetime, zone: str) -> ColumnElement[bool]:
    """Whether the Person has hours that hold now, and nothing keeps them from working in them."""
    here = [
        and_(
            MemberHours.zone == name,
            MemberHours.weekday == weekday,
            MemberHours.starts <= minute,
            MemberHours.ends > minute,
        )
        for name, (weekday, minute) in sorted(moments.items())
    ]
    in_hours = exists().where(
        MemberHours.person_id == Person.id, MemberHours.to_at.is_(None), or_(false(), *here)
    )
    absent = exists().where(Absence.person_id == Person.id, holds_on(Absence, day_in(at, zone)))
    paused = exists().where(Pause.person_id == Person.id, lasts(Pause.from_at, Pause.until_at, at))
    suspended = exists().where(
        Suspension.person_id == Person.id, lasts(Suspension.from_at, Suspension.lifted_at, at)
    )
    return and_(in_hours, ~absent, ~paused, ~suspended)


def _languages(session: Session, people: Collection[int], at: datetime) -> Mapping[int, frozenset[Language]]:
    rows = session.execute(
        select(MemberLanguage.person_id, MemberLanguage.language).where(
            MemberLanguage.person_id.in_(people), lasts(MemberLanguage.from_at, MemberLanguage.to_at, at)
        )
    )
    return _gathered(rows)


def _topics(session: Session, people: Collection[int], at: datetime) -> Mapping[int, frozenset[int]]:
    rows = session.execute(
        select(TopicHolding.person_id, TopicHolding.topic_id)
        .join(Topic, Topic.id == TopicHolding.topic_id)
        .where(TopicHolding.person_id.in_(people), holds_at(at))
    )
    return _gathered(rows)


def _gathered(rows: Any) -> dict[int, frozenset[Any]]:
    found: dict[int, set[Any]] = {}
    for person_id, value in rows:
        found.setdefault(person_id, set()).add(value)
    return {person_id: frozenset(values) for person_id, values in found.items()}


def wishes(
    session: Session,
    *,
    visible_to: Actor,
    at: datetime,
    zone: str,
    older_than: int | None,
    newer_than: int | None,
) -> Window[Any]:
    """The topics that members ask for, of those whom `visible_to` looks after, latest first. One query."""
    statement = (
        select(
            TopicWish.id,
            TopicWish.asked_at,
            Person.id.label("person_id"),
            Person.given_name,
            Person.family_name,
            Topic.slug,
            Topic.name_fr,
            Topic.name_en,
        )
        .join(Person, Person.id == TopicWish.person_id)
        .join(Topic, Topic.id == TopicWish.topic_id)
        .where(
            TopicWish.closed_at.is_(None),
            Topic.closed_at.is_(None),
            is_enrolled(at, zone),
            visible(visible_to, Can.MANAGE_ROSTER, day_in(at, zone)),
        )
    )
    return latest_first(
        session, statement, TopicWish.id, size=ROWS, older_than=older_than, newer_than=newer_than
    )
