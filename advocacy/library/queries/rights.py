"""Who is limited to which topics, and which contents somebody may see for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.library.models import Content, ContentTopic, LibraryRight
from advocacy.people.models import Person, RoleGrant
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.queries.dated import holds_on
from advocacy.roles import Actor, Can, Role
from advocacy.topics.models import Topic

MOST = 500
"""Far more people than work on content."""


def rights_of(session: Session, person_id: int | None) -> frozenset[int]:
    """The topics somebody is limited to; empty for nobody's limit, and for the program itself. One query."""
    if person_id is None:
        return frozenset()
    return frozenset(session.scalars(_open_rights(person_id)))


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor works on a statement's `content`: the rule of `rules.rights`, in SQL."""
    if actor.id is None:
        return true()
    mine = _open_rights(actor.id)
    has_topic = exists().where(ContentTopic.content_id == Content.id)
    has_other = exists().where(ContentTopic.content_id == Content.id, ContentTopic.topic_id.not_in(mine))
    return or_(~mine.exists(), and_(has_topic, ~has_other))


def content_row(session: Session, content_id: int, *, visible_to: Actor) -> Content:
    """The row of a content, read afresh. Raises NotVisible when there is none for this actor. One query."""
    if not visible_to.can(Can.SEE_CONTENT):
        raise NotVisible
    statement = select(Content).where(Content.id == content_id, is_visible_to(visible_to))
    found = session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class RightLine:
    """One limit that holds now."""

    id: int
    person_id: int
    name: str
    topic_id: int
    topic_fr: str
    topic_en: str
    from_at: datetime
    given_by: str

    def topic(self, language: str) -> str:
        """What the topic is called in `language`."""
        return self.topic_fr if language == "fr" else self.topic_en


def limits(session: Session) -> list[RightLine]:
    """Every limit that holds now, by name and topic, at most 500. One query."""
    giver = aliased(Person)
    rows = session.execute(
        select(
            LibraryRight.id,
            LibraryRight.person_id,
            *name_columns(Person, "person"),
            LibraryRight.topic_id,
            Topic.name_fr,
            Topic.name_en,
            LibraryRight.from_at,
            *name_columns(giver, "giver"),
        )
        .select_from(LibraryRight)
        .join(Person, Person.id == LibraryRight.person_id)
        .join(Topic, Topic.id == LibraryRight.topic_id)
        .outerjoin(giver, giver.id == LibraryRight.given_by_id)
        .where(LibraryRight.to_at.is_(None))
        .order_by(Person.sort_key, Person.id, Topic.sort_key)
        .limit(MOST)
    )
    return [
        RightLine(
            row.id,
            row.person_id,
            name_in(row, "person"),
            row.topic_id,
            row.name_fr,
            row.name_en,
            row.from_at,
            name_in(row, "giver"),
        )
        for row in rows
    ]


def workers(session: Session, *, day: date) -> Sequence[tuple[int, str]]:
    """Everybody who is an editor or an approver on `day`, by name, at most 500. One query."""
    holds = exists().where(
        RoleGrant.person_id == Person.id,
        RoleGrant.role.in_((Role.EDITOR, Role.APPROVER)),
        holds_on(RoleGrant, day),
    )
    rows = session.execute(
        select(Person.id, *name_columns(Person, "person"))
        .where(holds, Person.erased_at.is_(None))
        .order_by(Person.sort_key, Person.id)
        .limit(MOST)
    )
    return [(row.id, name_in(row, "person")) for row in rows]


def current(session: Session, person_id: int, topic_id: int) -> LibraryRight | None:
    """The row by which somebody is limited to a topic now."""
    return session.scalar(
        select(LibraryRight).where(
            LibraryRight.person_id == person_id,
            LibraryRight.topic_id == topic_id,
            LibraryRight.to_at.is_(None),
        )
    )


def _open_rights(person_id: int) -> Select[int]:
    return select(LibraryRight.topic_id).where(
        LibraryRight.person_id == person_id, LibraryRight.to_at.is_(None)
    )
