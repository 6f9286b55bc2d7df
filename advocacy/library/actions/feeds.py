"""Feeds: adding and stopping them, and what is written when one was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from advocacy.errors import NotVisible, Refused
from advocacy.insert_once import insert_once
from advocacy.library.actions.showing import person_id
from advocacy.library.events.sources import FeedAdded, FeedGone, FeedMoved, FeedStopped
from advocacy.library.models import Feed, FeedItem
from advocacy.library.queries.rights import rights_of
from advocacy.library.rules import feeds as rules
from advocacy.library.rules.feeds import FeedProblem
from advocacy.library.rules.rights import check_topics
from advocacy.library.sources.parsing import Item
from advocacy.networks.fetching import Document
from advocacy.notices.actions import notify
from advocacy.people.models import Person
from advocacy.people.queries.recipients import among, holders_of
from advocacy.people.rules import Language
from advocacy.roles import GRANTS, Can
from advocacy.work import Work

READ = "library.read_feed"
GONE = "feed_gone"
MOST_TOLD = 10


@dataclass(frozen=True)
class Claimed:
    """A feed that one reader reads now: its address, and what is known of its last answer."""

    id: int
    address: str
    etag: str
    last_modified: str


def add_feed(work: Work, *, address: str, name: str, language: Language, topic_id: int | None) -> int:
    """Read the feed at `address` from now on; its id.

    Raises Refused when it is read already, for too many feeds, for a topic that is not the actor's.
    """
    work.actor.require(Can.MANAGE_SOURCES)
    check_topics(rights_of(work.session, work.actor.id), [topic_id] if topic_id else [])
    known = select(Feed.id).where(Feed.address == address, Feed.retired_at.is_(None))
    if work.session.scalar(known) is not None:
        raise Refused("This feed is read already.")
    count = select(func.count()).select_from(Feed).where(Feed.retired_at.is_(None))
    rules.check_more_feeds(work.session.scalar(count) or 0)
    feed = Feed(
        address=address,
        name=name[: rules.LONGEST_NAME],
        language=language,
        topic_id=topic_id,
        next_at=work.now,
        by_id=person_id(work),
        created_at=work.now,
    )
    work.session.add(feed)
    work.session.flush()
    work.record(FeedAdded(feed_id=feed.id))
    _queue(work, feed)
    return feed.id


def stop_feed(work: Work, feed_id: int) -> None:
    """Read a feed no more; what came from it stays. Raises NotVisible."""
    feed = _mine(work, feed_id)
    feed.retired_at = work.now
    work.record(FeedStopped(feed_id=feed.id))


def read_now(work: Work, feed_id: int) -> None:
    """Read a feed again at once, also one that said it is gone. Raises NotVisible."""
    feed = _mine(work, feed_id)
    feed.gone_at, feed.fails, feed.next_at = None, 0, work.now
    _queue(work, feed)


def queue(work: Work, feeds: Iterable[tuple[int, object]]) -> None:
    """Have these feeds read, each once for the instant it is due at."""
    for feed_id, due in feeds:
        work.later(READ, {"feed_id": feed_id}, dedup_key=f"{READ}:{feed_id}:{due}")


def claim(work: Work, feed_id: int) -> Claimed | None:
    """Take a feed to read it; None when it is not due: another reader has it, or it is not read any more.

    Whoever dies with it gives it back after a pause.
    """
    feed = work.lock(Feed, feed_id)
    if feed is None or feed.retired_at or feed.gone_at or feed.next_at > work.now:
        return None
    feed.next_at = rules.next_reading(work.now, feed.fails)
    return Claimed(feed.id, feed.address, feed.etag, feed.last_modified)


def keep_items(work: Work, feed_id: int, items: Sequence[Item]) -> int:
    """Write the items that are not known yet, in this order; how many. One statement."""
    rows = [
        {
            "feed_id": feed_id,
            "identity": item.identity,
            "title": item.title,
            "link": item.link,
            "summary": item.summary,
            "published_at": item.published_at,
            "seen_at": work.now,
            "unreadable": item.problem,
        }
        for item in items
    ]
    return len(insert_once(work.session, FeedItem, rows, FeedItem.id, unique=["feed_id", "identity"]))


def note_read(work: Work, claimed: Claimed, document: Document) -> None:
    """Note that a feed was read to its end: only now are its validators those of what we know."""
    feed = work.lock(Feed, claimed.id)
    if feed is None or feed.retired_at or feed.address != claimed.address:
        return
    feed.read_at, feed.fails, feed.problem = work.now, 0, ""
    feed.next_at = rules.next_reading(work.now, 0)
    if not document.is_unchanged:
        feed.etag, feed.last_modified = document.etag, document.last_modified[:120]
    if document.moved_to and document.moved_to != feed.address:
        _move(work, feed, document.moved_to)


def note_failure(work: Work, claimed: Claimed, problem: FeedProblem) -> None:
    """Note that a feed could not be read; one that is gone is read no more, and its owner is told."""
    feed = work.lock(Feed, claimed.id)
    if feed is None or feed.retired_at or feed.address != claimed.address:
        return
    feed.fails += 1
    feed.problem = problem
    feed.next_at = rules.next_reading(work.now, feed.fails)
    if problem is FeedProblem.GONE:
        feed.gone_at = work.now
        work.record(FeedGone(feed_id=feed.id))
        _tell_owner(work, feed)


def _move(work: Work, feed: Feed, address: str) -> None:
    if len(address) > rules.LONGEST_LINK:
        return
    other = select(Feed.id).where(Feed.address == address, Feed.retired_at.is_(None), Feed.id != feed.id)
    if work.session.scalar(other) is not None:
        feed.retired_at, feed.problem = work.now, FeedProblem.DOUBLE
    else:
        feed.address = address
    work.record(FeedMoved(feed_id=feed.id))


def _tell_owner(work: Work, feed: Feed) -> None:
    """Write to whoever added the feed; to those who look after sources when that person has left."""
    people: Sequence[Person] = among(work.session, {feed.by_id}, day=work.today)
    roles = GRANTS[Can.MANAGE_SOURCES]
    for person in people or holders_of(work.session, roles, day=work.today, most=MOST_TOLD):
        notify(
            work,
            kind=GONE,
            person=person,
            template="feed_gone",
            values={
                "name": person.display_name,
                "feed": feed.name or feed.address,
                "path": "/library/manage/sources",
            },
            dedup_key=f"{GONE}:{feed.id}:{work.now.isoformat()}:{person.id}",
        )


def _mine(work: Work, feed_id: int) -> Feed:
    work.actor.require(Can.MANAGE_SOURCES)
    feed = work.lock(Feed, feed_id)
    if feed is None or feed.retired_at is not None:
        raise NotVisible
    mine = rights_of(work.session, work.actor.id)
    if mine and feed.topic_id not in mine:
        raise NotVisible
    return feed


def _queue(work: Work, feed: Feed) -> None:
    work.session.flush()
    queue(work, [(feed.id, work.now.isoformat())])
