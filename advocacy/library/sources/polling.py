"""Reading feeds in the worker: claimed in one transaction, fetched in none, written in others.

Two workers, or one that was ended by force, may read the same feed twice: an item is written once by its
identity, and the validators of an answer are kept only when all of its items are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from flask import Flask

from advocacy.db import db
from advocacy.errors import Unavailable
from advocacy.jobs.loops import Loop
from advocacy.library.actions import feeds as actions
from advocacy.library.actions.feeds import Claimed
from advocacy.library.queries.feeds import due
from advocacy.library.rules.feeds import MOST_BYTES, FeedProblem, NotAFeed
from advocacy.library.sources.parsing import KINDS, FeedRead, Item, parse
from advocacy.networks.fetching import Document, Fetch, NotFetched, Wanted
from advocacy.roles import SYSTEM
from advocacy.uploads.chunks import chunks
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

log = structlog.get_logger(__name__)

EVERY_SECONDS = 60.0
AT_ONCE = 100
"""Feeds queued in one round: more than are due in a minute of two hundred."""

CHUNK = 200


def queue_due(_app: Flask) -> None:
    """Queue the feeds that are due."""
    session, now = db.session(), wiring().clock.now()
    found = due(session, now, limit=AT_ONCE)
    session.rollback()
    if found:
        with unit_of_work(SYSTEM) as work:
            actions.queue(work, [(feed_id, at.isoformat()) for feed_id, at in found])


FEEDS = Loop("feeds", EVERY_SECONDS, queue_due)


def look(web: Fetch, address: str) -> FeedRead:
    """What stands in the feed at `address` now. Raises NotAFeed, which says what keeps it from being read."""
    try:
        document = web.document(address, Wanted(kinds=KINDS, most_bytes=MOST_BYTES))
    except NotFetched as error:
        raise NotAFeed(FeedProblem(error.why.value)) from error
    return parse(document.body, address=document.address, charset=document.charset)


def read(feed_id: int) -> None:
    """Read a feed that is due, and write what is new in it."""
    with unit_of_work(SYSTEM) as work:
        claimed = actions.claim(work, feed_id)
    if claimed is None:
        return
    try:
        document, items = _fetched(wiring().web, claimed)
    except NotAFeed as refused:
        with unit_of_work(SYSTEM) as work:
            actions.note_failure(work, claimed, refused.problem)
        return
    for some in chunks(items, CHUNK):
        _keep(feed_id, some)
    with unit_of_work(SYSTEM) as work:
        actions.note_read(work, claimed, document)


def _fetched(web: Fetch, claimed: Claimed) -> tuple[Document, list[Item]]:
    """The feed's answer and its items, the oldest first. Raises NotAFeed."""
    wanted = Wanted(
        kinds=KINDS,
        most_bytes=MOST_BYTES,
        if_none_match=claimed.etag,
        if_modified_since=claimed.last_modified,
    )
    try:
        document = web.document(claimed.address, wanted)
    except NotFetched as error:
        raise NotAFeed(FeedProblem(error.why.value)) from error
    if document.is_unchanged:
        return document, []
    found = parse(document.body, address=document.address, charset=document.charset)
    return document, oldest_first(found.items, wiring().clock.now())


def oldest_first(items: Sequence[Item], now: datetime) -> list[Item]:
    """Items by the day they were published; without one, as feeds mostly are: the newest first."""
    return sorted(reversed(items), key=lambda item: min(item.published_at or now, now))


def _keep(feed_id: int, items: Sequence[Item]) -> None:
    """Write items; if one of them cannot be written, that one alone is put aside."""
    try:
        with unit_of_work(SYSTEM) as work:
            actions.keep_items(work, feed_id, items)
    except Unavailable:
        raise
    except Exception as error:  # one poisoned item must not stop a feed for days
        log.warning("feed_item", feed_id=feed_id, error=type(error).__name__)
        if len(items) > 1:
            for item in items:
                _keep(feed_id, [item])
        elif not items[0].problem:
            _keep(feed_id, [Item(items[0].identity, problem=True)])
