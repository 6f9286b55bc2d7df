"""Freshness: topics without an answer, and members who gave none, for 90 days. By name, never by number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from advocacy.answers.models import PublicAnswer
from advocacy.clock import day_in
from advocacy.keyset import Line, Window, window
from advocacy.people.models import Department, Person, Placement
from advocacy.people.queries.by_name import BY_NAME, place_of
from advocacy.people.queries.directory import home, visible
from advocacy.roles import Actor, Can
from advocacy.roster.models import Enrolment
from advocacy.roster.queries.enrolled import is_enrolled
from advocacy.roster.queries.members import latest_enrolment
from advocacy.topics.models import Topic

ROWS = 25
MOST_TOPICS = 500


@dataclass(frozen=True)
class QuietTopic:
    """An open topic that got no answer for a while, or never (`last_at` is None)."""

    slug: str
    name_fr: str
    name_en: str
    last_at: datetime | None

    def name(self, language: str) -> str:
        """What the topic is called in `language`."""
        return self.name_fr if language == "fr" else self.name_en


@dataclass(frozen=True)
class Dormant:
    """A member who gave no answer for a while."""

    person_id: int
    name: str
    department: str | None
    enrolled_at: datetime
    last_at: datetime | None


def quiet_topics(session: Session, *, since: datetime) -> list[QuietTopic]:
    """The open topics that got no answer from `since` on, in the whole company, by name. One query."""
    latest = (
        select(func.max(PublicAnswer.answered_at, type_=PublicAnswer.answered_at.type))
        .where(PublicAnswer.topic_id == Topic.id)
        .correlate(Topic)
        .scalar_subquery()
    )
    recent = exists().where(PublicAnswer.topic_id == Topic.id, PublicAnswer.answered_at >= since)
    rows = session.execute(
        select(Topic.slug, Topic.name_fr, Topic.name_en, latest)
        .where(Topic.closed_at.is_(None), Topic.created_at < since, ~recent)
        .order_by(Topic.sort_key, Topic.id)
        .limit(MOST_TOPICS)
    )
    return [QuietTopic(*row) for row in rows]


def dormant(
    session: Session,
    *,
    since: datetime,
    at: datetime,
    zone: str,
    visible_to: Actor,
    after: int | None = None,
    before: int | None = None,
) -> Window[Dormant]:
    """A page of the members, by name, who joined before `since` and gave no answer since. One query."""
    found = window(
        session,
        _members(since, at, day_in(at, zone)).where(
            is_enrolled(at, zone), visible(visible_to, Can.SEE_ANSWERS, day_in(at, zone))
        ),
        BY_NAME,
        size=ROWS,
        after=None if after is None else place_of(after),
        before=None if before is None else place_of(before),
    )
    return found.map(_dormant)


def _members(since: datetime, at: datetime, day: date) -> Select[*tuple[Any, ...]]:
    latest = (
        select(func.max(PublicAnswer.answered_at, type_=PublicAnswer.answered_at.type))
        .where(PublicAnswer.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )
    return (
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Department.name.label("department"),
            Enrolment.at.label("enrolled_at"),
            latest.label("last_at"),
        )
        .join(Enrolment, Enrolment.id == latest_enrolment(at))
        .outerjoin(Placement, Placement.id == home(day))
        .outerjoin(Department, Department.id == Placement.department_id)
        .where(Enrolment.at < since, or_(latest.is_(None), latest < since))
    )


def _dormant(row: Line) -> Dormant:
    name = f"{row.given_name} {row.family_name}".strip()
    return Dormant(row.id, name, row.department, row.enrolled_at, row.last_at)
