"""New items of feeds that wait for an editor, and which item a content was made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.keyset import Window, latest_first
from advocacy.library.models import Feed, FeedItem
from advocacy.library.queries.feeds import in_sight
from advocacy.people.rules import Language
from advocacy.roles import Actor

ROWS = 25


@dataclass(frozen=True)
class ItemLine:
    """One item as it was found. One that could not be read has a number only."""

    id: int
    title: str
    link: str
    summary: str
    published_at: datetime | None
    seen_at: datetime
    unreadable: bool
    feed_id: int
    feed: str
    language: Language


def waiting_items(
    session: Session,
    *,
    visible_to: Actor,
    feed_id: int | None = None,
    after: int | None = None,
    before: int | None = None,
) -> Window[ItemLine]:
    """A page of the items that are neither used nor put aside, the latest first. Two queries."""
    item = FeedItem
    statement = (
        select(
            *(item.id, item.title, item.link, item.summary, item.published_at, item.seen_at),
            *(item.unreadable, item.feed_id, Feed.name, Feed.language),
        )
        .join(Feed, Feed.id == item.feed_id)
        .where(item.content_id.is_(None), item.dismissed_at.is_(None), in_sight(session, visible_to))
    )
    if feed_id is not None:
        statement = statement.where(item.feed_id == feed_id)
    found = latest_first(session, statement, item.id, size=ROWS, older_than=after, newer_than=before)
    return found.map(lambda row: ItemLine(*row))


@dataclass(frozen=True)
class ItemSource:
    """The item a content was made from."""

    feed: str
    title: str
    link: str
    summary: str


def source_of(session: Session, content_id: int) -> ItemSource | None:
    """The item of a feed that a content was made from, if it was. One query; the caller checks who asks."""
    row = session.execute(
        select(Feed.name, FeedItem.title, FeedItem.link, FeedItem.summary)
        .join(Feed, Feed.id == FeedItem.feed_id)
        .where(FeedItem.content_id == content_id)
        .order_by(FeedItem.id)
        .limit(1)
    ).one_or_none()
    return ItemSource(*row) if row else None
