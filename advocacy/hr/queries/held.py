"""Everything one person owes and holds: charter, trainings, the roster, their latest answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session

from advocacy.answers.models import PublicAnswer
from advocacy.clock import day_in
from advocacy.people.models import Person
from advocacy.roster.models import Alias, Enrolment, EnrolmentEnd, Pause, Suspension
from advocacy.roster.queries.enrolled import is_enrolled
from advocacy.roster.queries.members import lasts, latest_enrolment
from advocacy.topics.models import Topic, TopicHolding
from advocacy.training.queries.outlines import Outline
from advocacy.training.queries.recorded import CompletionLine, completions_of
from advocacy.training.queries.required import requirements_and_all_modules
from advocacy.training.queries.standing import PersonStanding, standings_with


@dataclass(frozen=True)
class Trainings:
    """What is required of somebody now (or what they are let off), and the latest of what they completed."""

    required: Sequence[PersonStanding]
    completed: Sequence[CompletionLine]
    goes_on: bool
    known: Mapping[int, Outline]


@dataclass(frozen=True)
class Membership:
    """Where somebody stands with the roster. Why they are suspended is not in it.

    `enrolled_at` is of the latest enrolment, None for somebody who never joined; topics are by language.
    """

    enrolled_at: datetime | None
    is_enrolled: bool
    ended_at: datetime | None
    alias: str | None
    is_paused: bool
    is_suspended: bool
    topics: tuple[Mapping[str, str], ...]
    last_answer_at: datetime | None


def trainings(session: Session, person_id: int, *, at: datetime, zone: str) -> Trainings:
    """The trainings of somebody whom the caller may see. Three queries."""
    required, known = requirements_and_all_modules(session, at=at, day=day_in(at, zone))
    found = completions_of(session, person_id)
    return Trainings(
        required=standings_with(session, required, at=at, people=[person_id], known=known),
        completed=found.rows,
        goes_on=found.goes_on,
        known=known,
    )


def membership(session: Session, person_id: int, *, at: datetime, zone: str) -> Membership:
    """Where somebody whom the caller may see stands with the roster at `at`. One query."""
    rows = session.execute(_membership(at, zone).where(Person.id == person_id)).all()
    if not rows:
        return Membership(None, False, None, None, False, False, (), None)
    row = rows[0]
    topics = {one.topic_id: {"fr": one.name_fr, "en": one.name_en} for one in rows if one.topic_id}
    return Membership(
        enrolled_at=row.enrolled_at,
        is_enrolled=bool(row.is_enrolled),
        ended_at=row.ended_at,
        alias=row.alias,
        is_paused=bool(row.is_paused),
        is_suspended=bool(row.is_suspended),
        topics=tuple(topics.values()),
        last_answer_at=row.last_answer_at,
    )


def _membership(at: datetime, zone: str) -> Select[*tuple[Any, ...]]:
    """One row per topic that the person holds, or one without."""
    paused = exists().where(Pause.person_id == Person.id, lasts(Pause.from_at, Pause.until_at, at))
    suspended = exists().where(
        Suspension.person_id == Person.id, lasts(Suspension.from_at, Suspension.lifted_at, at)
    )
    answered = (
        select(func.max(PublicAnswer.answered_at, type_=PublicAnswer.answered_at.type))
        .where(PublicAnswer.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )
    holds = and_(TopicHolding.person_id == Person.id, lasts(TopicHolding.from_at, TopicHolding.to_at, at))
    return (
        select(
            Enrolment.at.label("enrolled_at"),
            is_enrolled(at, zone).label("is_enrolled"),
            EnrolmentEnd.at.label("ended_at"),
            Alias.alias,
            paused.label("is_paused"),
            suspended.label("is_suspended"),
            answered.label("last_answer_at"),
            Topic.id.label("topic_id"),
            Topic.name_fr,
            Topic.name_en,
        )
        .select_from(Person)
        .outerjoin(Enrolment, Enrolment.id == latest_enrolment(at))
        .outerjoin(EnrolmentEnd, and_(EnrolmentEnd.enrolment_id == Enrolment.id, EnrolmentEnd.at <= at))
        .outerjoin(Alias, and_(Alias.person_id == Person.id, lasts(Alias.from_at, Alias.to_at, at)))
        .outerjoin(TopicHolding, holds)
        .outerjoin(Topic, and_(Topic.id == TopicHolding.topic_id, Topic.closed_at.is_(None)))
        .order_by(Topic.sort_key, Topic.id)
    )
