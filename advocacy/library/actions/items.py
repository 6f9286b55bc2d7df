"""New items of feeds: made into drafts, or put aside."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, update

from advocacy.errors import NotVisible, Refused
from advocacy.library.actions.showing import person_id
from advocacy.library.actions.starting import create_content
from advocacy.library.events.sources import FeedItemsDismissed, FeedItemUsed
from advocacy.library.models import Feed, FeedItem
from advocacy.library.queries.drafts import own_hosts
from advocacy.library.queries.feeds import in_sight
from advocacy.library.rules.links import check_link
from advocacy.roles import Can
from advocacy.topics.models import Topic
from advocacy.work import Work

MOST_AT_ONCE = 50


def make_drafts(work: Work, ids: Collection[int]) -> list[int]:
    """A draft of each of these items, in the language and on the topic of its feed; the contents' ids.

    An item that became a draft before gives that one again. A link that readers cannot open is left out of
    the draft. Raises NotVisible for an item of somebody else's feed, Refused for none or too many.
    """
    work.actor.require(Can.MANAGE_SOURCES)
    work.actor.require(Can.WRITE_CONTENT)
    return [_draft(work, item, feed) for item, feed in _locked(work, ids)]


def dismiss(work: Work, ids: Collection[int]) -> int:
    """Put these items aside; how many were not before. Raises as `make_drafts`."""
    work.actor.require(Can.MANAGE_SOURCES)
    found = [
        item.id for item, _feed in _locked(work, ids) if item.content_id is None and item.dismissed_at is None
    ]
    if found:
        values = {"dismissed_at": work.now, "dismissed_by_id": person_id(work)}
        work.session.execute(update(FeedItem).where(FeedItem.id.in_(found)).values(values))
        work.record(FeedItemsDismissed(count=len(found)))
    return len(found)


def dismiss_all(work: Work, feed_id: int, *, up_to: int) -> int:
    """Put aside all that waits of one feed, up to the item that stood on the page; how many.

    Raises NotVisible.
    """
    work.actor.require(Can.MANAGE_SOURCES)
    mine = select(Feed.id).where(Feed.id == feed_id, in_sight(work.session, work.actor))
    if work.session.scalar(mine) is None:
        raise NotVisible
    waits = (FeedItem.content_id.is_(None), FeedItem.dismissed_at.is_(None))
    ids = select(FeedItem.id).where(FeedItem.feed_id == feed_id, FeedItem.id <= up_to, *waits)
    values = {"dismissed_at": work.now, "dismissed_by_id": person_id(work)}
    done = update(FeedItem).where(FeedItem.id.in_(ids)).values(values).returning(FeedItem.id)
    count = len(work.session.execute(done.execution_options(synchronize_session=False)).all())
    if count:
        work.record(FeedItemsDismissed(count=count))
    return count


def _locked(work: Work, ids: Collection[int]) -> list[tuple[FeedItem, Feed]]:
    wanted = set(ids)
    if not wanted:
        raise Refused("Choose at least one item.")
    if len(wanted) > MOST_AT_ONCE:
        raise Refused("Choose at most %(most)s items at once.", most=MOST_AT_ONCE)
    statement = (
        select(FeedItem, Feed)
        .join(Feed, Feed.id == FeedItem.feed_id)
        .where(FeedItem.id.in_(wanted), in_sight(work.session, work.actor))
        .order_by(FeedItem.id)
        .with_for_update(of=FeedItem)
        .execution_options(populate_existing=True)
    )
    found = [(item, feed) for item, feed in work.session.execute(statement)]
    if len(found) != len(wanted):
        raise NotVisible
    return found


def _draft(work: Work, item: FeedItem, feed: Feed) -> int:
    if item.content_id is not None:
        return item.content_id
    content = create_content(
        work,
        language=feed.language,
        title=item.title,
        link=_usable(work, item.link),
        topic_id=_open_topic(work, feed.topic_id),
    )
    item.content_id, item.dismissed_at, item.dismissed_by_id = content.id, None, None
    work.session.flush()
    work.record(FeedItemUsed(feed_item_id=item.id, content_id=content.id))
    return content.id


def _usable(work: Work, link: str) -> str:
    try:
        check_link(link, own_hosts=own_hosts(work.wiring.settings), plain_http=True)
    except Refused:
        return ""
    return link


def _open_topic(work: Work, topic_id: int | None) -> int | None:
    """The feed's topic, unless it was closed since."""
    if topic_id is None:
        return None
    return work.session.scalar(select(Topic.id).where(Topic.id == topic_id, Topic.closed_at.is_(None)))
