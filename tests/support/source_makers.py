"""Makers of where content comes from: feeds and their items, suggestions, posts seen outside."""

from __future__ import annotations

import itertools
from hashlib import sha256
from typing import Any

from advocacy.db import db
from advocacy.library.models import ContentImport, Feed, FeedItem, Sighting, Suggestion
from advocacy.library.rules.words import SightingKind
from advocacy.networks.fetching import Document
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.topics.models import Topic
from advocacy.wiring import wiring
from tests.support.makers import save, somebody

_numbers = itertools.count(1)


def a_feed(*, by: Person | None = None, topic: Topic | None = None, **values: Any) -> Feed:
    """A feed that is due now."""
    number, now = next(_numbers), wiring().clock.now()
    feed = Feed(
        by_id=(by or somebody(Role.EDITOR)).id,
        topic_id=topic.id if topic else None,
        **{
            "address": f"https://news.example/feed/{number}",
            "name": f"News {number}",
            "language": Language.ENGLISH,
            "next_at": now,
            "created_at": now,
            **values,
        },
    )
    save(feed)
    return feed


def an_item(feed: Feed, **values: Any) -> FeedItem:
    """A new item of a feed."""
    number = next(_numbers)
    item = FeedItem(
        feed_id=feed.id,
        **{
            "identity": sha256(f"item {number}".encode()).hexdigest(),
            "title": f"Boots resoled for life {number}",
            "link": f"https://news.example/posts/{number}",
            "summary": "What the workshop does with old soles.",
            "seen_at": wiring().clock.now(),
            **values,
        },
    )
    save(item)
    return item


def a_suggestion(person: Person | None = None, *, topic: Topic | None = None, **values: Any) -> Suggestion:
    """An idea that nobody has answered yet."""
    suggestion = Suggestion(
        person_id=(person or somebody()).id,
        topic_id=topic.id if topic else None,
        **{
            "idea": "Show how a sole is sewn on.",
            "link": "https://www.example.org/sewing",
            "language": Language.ENGLISH,
            "at": wiring().clock.now(),
            **values,
        },
    )
    save(suggestion)
    return suggestion


def a_sighting(person: Person | None = None, **values: Any) -> Sighting:
    """A post seen outside that nobody has looked after yet."""
    sighting = Sighting(
        person_id=(person or somebody()).id,
        **{
            "link": f"https://social.example/posts/{next(_numbers)}",
            "kind": SightingKind.PRAISE,
            "at": wiring().clock.now(),
            **values,
        },
    )
    save(sighting)
    return sighting


def a_document(address: str, body: str | bytes, type: str = "application/rss+xml", **values: Any) -> Document:
    """What the web answers at an address."""
    content = body.encode() if isinstance(body, str) else body
    return Document(**{"address": address, "status": 200, "type": type, "body": content, **values})


def rss(*items: str, name: str = "News") -> str:
    """An RSS document whose items have these words as title, number and link."""
    listed = "".join(
        f"<item><title>{one}</title><guid>{one}</guid><link>https://news.example/{one}</link></item>"
        for one in items
    )
    return f'<rss version="2.0"><channel><title>{name}</title>{listed}</channel></rss>'


def some_sources(viewer: Person) -> dict[str, int | str]:
    """A feed with an item, an idea, a post seen outside and an uploaded sheet: what their addresses name."""
    feed = a_feed(by=viewer)
    an_item(feed)
    sheet = ContentImport(
        name="posts.csv",
        sha256=sha256(b"posts").hexdigest(),
        staged={"lines": [{"line": 2, "outcome": "new", "title": "Boots", "said": {}}], "ignored": []},
        by_id=viewer.id,
        at=wiring().clock.now(),
    )
    save(sheet)
    return {
        "feed_id": feed.id,
        "suggestion_id": a_suggestion(viewer).id,
        "sighting_id": a_sighting(viewer).id,
        "content_import_id": sheet.id,
    }


def more_sources(viewer: Person, feed_id: int, count: int) -> None:
    """So many more items, ideas and posts behind those."""
    feed = db.session.get_one(Feed, feed_id)
    for _each in range(count):
        an_item(feed)
        a_suggestion(viewer)
        a_sighting(viewer)
    for _each in range(count // 3):
        a_feed(by=viewer)
