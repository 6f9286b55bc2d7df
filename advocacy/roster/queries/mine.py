"""What a member sees of their own, or HR of a member: the facts, the wishes, the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, and_, func, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import Session

from advocacy.people.models import Person
from advocacy.roster.models import (
    Alias,
    Commitment,
    Enrolment,
    EnrolmentEnd,
    Suspension,
    SuspensionReason,
    TopicWish,
    WorkAccount,
)
from advocacy.roster.queries import accounts
from advocacy.roster.queries.members import member
from advocacy.roster.rules import EndCause
from advocacy.roster.rules.member import MemberFacts
from advocacy.topics.models import Topic, TopicHolding

MOST_PAST = 50


@dataclass(frozen=True)
class TopicStanding:
    """A topic as one member stands with it: held, asked for, or neither."""

    slug: str
    name_fr: str
    name_en: str
    held_since: datetime | None
    asked_at: datetime | None

    def name(self, language: str) -> str:
        """What the topic is called in `language`."""
        return self.name_fr if language == "fr" else self.name_en


@dataclass(frozen=True)
class Membership:
    """Everything of one member's own."""

    facts: MemberFacts
    topics: tuple[TopicStanding, ...]
    accounts: Sequence[WorkAccount]

    @property
    def held(self) -> list[TopicStanding]:
        """The topics that are held."""
        return [one for one in self.topics if one.held_since is not None]

    @property
    def asked(self) -> list[TopicStanding]:
        """The topics that are asked for and not held yet."""
        return [one for one in self.topics if one.held_since is None and one.asked_at is not None]

    @property
    def others(self) -> list[TopicStanding]:
        """The open topics that are neither held nor asked for."""
        return [one for one in self.topics if one.held_since is None and one.asked_at is None]


@dataclass(frozen=True)
class PastEnrolment:
    """One enrolment, and its end."""

    at: datetime
    number: int
    language: str
    ended_at: datetime | None
    cause: EndCause | None


@dataclass(frozen=True)
class PastSuspension:
    """One suspension; the reason is there only for who may see it, until it is deleted."""

    id: int
    from_at: datetime
    lifted_at: datetime | None
    by: str
    reason: str | None


@dataclass(frozen=True)
class Past:
    """What was: enrolments and suspensions, the latest first."""

    enrolments: list[PastEnrolment]
    suspensions: list[PastSuspension]


def membership(
    session: Session, person_id: int, *, at: datetime, zone: str, with_accounts: bool = True
) -> Membership:
    """What belongs to somebody on the roster, or who is not on it. Five queries, four without accounts."""
    return Membership(
        facts=member(session, person_id, at=at, zone=zone),
        topics=topics_of(session, person_id, at=at),
        accounts=accounts.of_person(session, person_id) if with_accounts else (),
    )


def topics_of(session: Session, person_id: int, *, at: datetime) -> tuple[TopicStanding, ...]:
    """The open topics, as somebody stands with them. One query."""
    held = and_(
        TopicHolding.topic_id == Topic.id,
        TopicHolding.person_id == person_id,
        TopicHolding.from_at <= at,
        or_(TopicHolding.to_at.is_(None), TopicHolding.to_at > at),
    )
    asked = and_(
        TopicWish.topic_id == Topic.id, TopicWish.person_id == person_id, TopicWish.closed_at.is_(None)
    )
    rows = session.execute(
        select(Topic.slug, Topic.name_fr, Topic.name_en, TopicHolding.from_at, TopicWish.asked_at)
        .outerjoin(TopicHolding, held)
        .outerjoin(TopicWish, asked)
        .where(Topic.closed_at.is_(None))
        .order_by(Topic.sort_key, Topic.id)
        .limit(500)
    )
    return tuple(TopicStanding(*row) for row in rows)


def past(session: Session, person_id: int, *, with_reason: bool) -> Past:
    """Every enrolment and suspension of somebody, the latest first; reasons only `with_reason`. One query."""
    found: dict[str, list[Any]] = {_ENROLMENT: [], _SUSPENSION: []}
    for row in session.execute(union_all(_enrolments(person_id), _suspensions(person_id))):
        found[row.kind].append(row)
    for lines in found.values():
        lines.sort(key=lambda row: row.id, reverse=True)
    return Past(
        [_past_enrolment(row) for row in found[_ENROLMENT][:MOST_PAST]],
        [
            PastSuspension(
                row.id, row.begins, row.ends, row.words.strip(), row.reason if with_reason else None
            )
            for row in found[_SUSPENSION][:MOST_PAST]
        ],
    )


def _past_enrolment(row: Any) -> PastEnrolment:
    cause = EndCause(row.reason) if row.reason else None
    return PastEnrolment(row.begins, row.number, row.words, row.ends, cause)


_ENROLMENT, _SUSPENSION = "enrolment", "suspension"


def _enrolments(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal(_ENROLMENT).label("kind"),
            Enrolment.id.label("id"),
            Enrolment.at.label("begins"),
            EnrolmentEnd.at.label("ends"),
            Commitment.number.label("number"),
            type_coerce(Commitment.language, String).label("words"),
            type_coerce(EnrolmentEnd.cause, String).label("reason"),
        )
        .join(Commitment, Commitment.id == Enrolment.commitment_id)
        .outerjoin(EnrolmentEnd, EnrolmentEnd.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == person_id)
    )


def _suspensions(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal(_SUSPENSION),
            Suspension.id,
            Suspension.from_at,
            Suspension.lifted_at,
            literal(0),
            Person.given_name + literal(" ") + Person.family_name,
            SuspensionReason.reason,
        )
        .join(Person, Person.id == Suspension.by_id)
        .outerjoin(SuspensionReason, SuspensionReason.suspension_id == Suspension.id)
        .where(Suspension.person_id == person_id)
    )


def latest_enrolment_of(session: Session, person_id: int) -> Enrolment | None:
    """The row of somebody's latest enrolment, ended or not."""
    return session.scalar(
        select(Enrolment).where(Enrolment.person_id == person_id).order_by(Enrolment.id.desc()).limit(1)
    )


def alias_of(session: Session, person_id: int) -> Alias | None:
    """The row of the name under which somebody speaks now."""
    return session.scalar(
        select(Alias)
        .where(Alias.person_id == person_id, Alias.to_at.is_(None))
        .execution_options(populate_existing=True)
    )


def last_withdrawn(session: Session, person_id: int) -> str | None:
    """The last alias of somebody, if HR withdrew it: who has none since then must choose another."""
    row = session.execute(
        select(Alias.alias, Alias.withdrawn_by_id)
        .where(Alias.person_id == person_id)
        .order_by(Alias.id.desc())
        .limit(1)
    ).one_or_none()
    return row.alias if row is not None and row.withdrawn_by_id is not None else None


def aliases_since(session: Session, person_id: int, since: datetime) -> int:
    """How many aliases somebody has chosen after `since`."""
    chosen = select(func.count()).select_from(Alias)
    return session.scalar(chosen.where(Alias.person_id == person_id, Alias.from_at > since)) or 0


def open_wish(session: Session, person_id: int, topic_id: int) -> TopicWish | None:
    """The wish of somebody for a topic that nobody has answered yet."""
    return session.scalar(
        select(TopicWish)
        .where(
            TopicWish.person_id == person_id,
            TopicWish.topic_id == topic_id,
            TopicWish.closed_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )
