"""Feeds as their pages show them, and which of them are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.library.models import Feed, FeedItem
from advocacy.library.queries.rights import rights_of
from advocacy.library.rules.feeds import PROBLEMS, FeedProblem
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language
from advocacy.roles import Actor, Can
from advocacy.topics.models import Topic

MOST = 200


@dataclass(frozen=True)
class FeedLine:
    """One feed that is read, or that said that it is gone."""

    id: int
    address: str
    name: str
    language: Language
    topic_fr: str
    topic_en: str
    by: str
    read_at: datetime | None
    next_at: datetime
    fails: int
    problem: str
    gone_at: datetime | None
    waiting: int

    def topic(self, language: str) -> str:
        """What its topic is called in `language`; empty without one."""
        return self.topic_fr if language == "fr" else self.topic_en

    @property
    def said(self) -> str:
        """The sentence about what keeps it from being read; empty while nothing does."""
        return PROBLEMS[FeedProblem(self.problem)] if self.problem else ""


def feeds(session: Session, *, visible_to: Actor) -> list[FeedLine]:
    """The feeds by name, at most 200, with how many items wait. Three queries."""
    waiting = dict(
        session.execute(
            select(FeedItem.feed_id, func.count())
            .where(FeedItem.content_id.is_(None), FeedItem.dismissed_at.is_(None))
            .group_by(FeedItem.feed_id)
        ).all()
    )
    rows = session.execute(
        select(
            Feed.id,
            Feed.address,
            Feed.name,
            Feed.language,
            func.coalesce(Topic.name_fr, "").label("topic_fr"),
            func.coalesce(Topic.name_en, "").label("topic_en"),
            *name_columns(Person, "by"),
            *(Feed.read_at, Feed.next_at, Feed.fails, Feed.problem, Feed.gone_at),
        )
        .join(Person, Person.id == Feed.by_id)
        .outerjoin(Topic, Topic.id == Feed.topic_id)
        .where(Feed.retired_at.is_(None), in_sight(session, visible_to))
        .order_by(func.lower(Feed.name), Feed.id)
        .limit(MOST)
    )
    return [
        FeedLine(
            id=row.id,
            address=row.address,
            name=row.name or row.address,
            language=row.language,
            topic_fr=row.topic_fr,
            topic_en=row.topic_en,
            by=name_in(row, "by"),
            read_at=row.read_at,
            next_at=row.next_at,
            fails=row.fails,
            problem=row.problem,
            gone_at=row.gone_at,
            waiting=waiting.get(row.id, 0),
        )
        for row in rows
    ]


def in_sight(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Whether a feed is one of those the actor works with: those of their topics, if these are limited.

    Raises NotVisible for somebody who does not look after sources. One query.
    """
    if not actor.can(Can.MANAGE_SOURCES):
        raise NotVisible
    mine = rights_of(session, actor.id)
    return Feed.topic_id.in_(mine) if mine else true()


def due(session: Session, now: datetime, *, limit: int) -> Sequence[tuple[int, datetime]]:
    """The feeds that are to be read now, the longest waiting first, each with when it was due. One query."""
    statement = (
        select(Feed.id, Feed.next_at)
        .where(Feed.next_at <= now, Feed.retired_at.is_(None), Feed.gone_at.is_(None))
        .order_by(Feed.next_at, Feed.id)
        .limit(limit)
    )
    return [(row.id, row.next_at) for row in session.execute(statement)]
