"""Topics, and who holds them at an instant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from advocacy.audit.documents import Called, short_name
from advocacy.errors import NotVisible
from advocacy.folding import fold
from advocacy.numbers import LARGEST_KEY
from advocacy.people.models import Department
from advocacy.topics.models import Topic, TopicHolding

MOST = 500
"""Far more topics than customers tell apart."""

_PREFIX = short_name("topic_id", "")

MOST_NAMED = 5_000
"""Of more people than this, everybody's rows are read and those not asked about are left out."""


@dataclass(frozen=True)
class TopicLine:
    """One topic as lists show it."""

    id: int
    slug: str
    name_fr: str
    name_en: str
    department_id: int
    department: str
    closed_at: datetime | None

    def name(self, language: str) -> str:
        """What the topic is called in `language`."""
        return self.name_fr if language == "fr" else self.name_en


def topics(session: Session, *, closed: bool = False) -> list[TopicLine]:
    """The open topics by their English name; with `closed`, all. One query, at most 500."""
    statement = _lines()
    if not closed:
        statement = statement.where(Topic.closed_at.is_(None))
    rows = session.execute(statement.order_by(Topic.sort_key, Topic.id).limit(MOST))
    return [TopicLine(*row) for row in rows]


def topic(session: Session, slug: str) -> TopicLine:
    """One topic, open or closed. Raises NotVisible when there is none."""
    # PostgreSQL refuses to compare with what it cannot keep, such as NUL.
    found = slug.isprintable() and session.execute(_lines().where(Topic.slug == slug)).one_or_none()
    if not found:
        raise NotVisible
    return TopicLine(*found)


def called(session: Session, names: Collection[str], language: str) -> Called:
    """What the topics that events speak of are called now in `language`, for the journal.

    One query, none for names of no topic.
    """
    numbers = [name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)]
    ids = [int(number) for number in numbers if number.isdecimal() and int(number) <= LARGEST_KEY]
    if not ids:
        return {}
    name = Topic.name_fr if language == "fr" else Topic.name_en
    rows = session.execute(select(Topic.id, name).where(Topic.id.in_(ids)))
    return {(short_name("topic_id", row[0]), None): row[1] for row in rows}


def _lines() -> Select[int, str, str, str, int, str, datetime | None]:
    return select(
        Topic.id,
        Topic.slug,
        Topic.name_fr,
        Topic.name_en,
        Topic.department_id,
        Department.name,
        Topic.closed_at,
    ).join(Department, Department.id == Topic.department_id)


def holds_at(at: datetime) -> ColumnElement[bool]:
    """Whether a row of `topic_holding`, joined with its topic, holds at `at`: a closed topic is not held."""
    return and_(
        TopicHolding.from_at <= at,
        or_(TopicHolding.to_at.is_(None), TopicHolding.to_at > at),
        or_(Topic.closed_at.is_(None), Topic.closed_at > at),
    )


def holders(session: Session, topic_id: int, at: datetime) -> frozenset[int]:
    """Who holds a topic at `at`, by person id. One query."""
    return frozenset(
        session.scalars(
            select(TopicHolding.person_id)
            .join(Topic, Topic.id == TopicHolding.topic_id)
            .where(TopicHolding.topic_id == topic_id, holds_at(at))
        )
    )


def numbers_of_holders(session: Session, at: datetime) -> Mapping[int, int]:
    """How many people hold each topic at `at`, by topic id. One query."""
    rows = session.execute(
        select(TopicHolding.topic_id, func.count(TopicHolding.person_id.distinct()))
        .join(Topic, Topic.id == TopicHolding.topic_id)
        .where(holds_at(at))
        .group_by(TopicHolding.topic_id)
    )
    return dict(rows.all())


def held_at(session: Session, people: Collection[int] | None, at: datetime) -> Mapping[int, frozenset[int]]:
    """The topics each of `people` (None: everybody) holds at `at`; who holds none is not in it. One query."""
    statement = (
        select(TopicHolding.person_id, TopicHolding.topic_id)
        .join(Topic, Topic.id == TopicHolding.topic_id)
        .where(holds_at(at))
    )
    if people is not None and len(people) <= MOST_NAMED:
        statement = statement.where(TopicHolding.person_id.in_(people))
    found: dict[int, set[int]] = {}
    for person_id, topic_id in session.execute(statement):
        found.setdefault(person_id, set()).add(topic_id)
    asked = found if people is None else set(people)
    return {person_id: frozenset(ids) for person_id, ids in found.items() if person_id in asked}


def is_called(session: Session, keys: Collection[str], *, but: int | None) -> bool:
    """Whether another open topic has one of these folded names, in either language."""
    rows = session.execute(
        select(Topic.name_fr, Topic.name_en).where(Topic.closed_at.is_(None), Topic.id.is_distinct_from(but))
    )
    return any(fold(name) in keys for row in rows for name in row)


def free_slug(session: Session, wanted: str) -> str:
    """`wanted`, or with the first number that no topic's address has."""
    taken = set(session.scalars(select(Topic.slug).where(Topic.slug.startswith(wanted, autoescape=True))))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def current_holding(session: Session, person_id: int, topic_id: int) -> TopicHolding | None:
    """The row by which somebody holds a topic now."""
    return session.scalar(
        select(TopicHolding)
        .where(
            TopicHolding.person_id == person_id,
            TopicHolding.topic_id == topic_id,
            TopicHolding.to_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )


def row(session: Session, topic_id: int) -> Topic:
    """The row of one topic, to change it. Raises NotVisible when there is none."""
    found = session.get(Topic, topic_id, populate_existing=True)
    if found is None:
        raise NotVisible
    return found
