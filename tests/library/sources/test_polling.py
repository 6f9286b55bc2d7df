"""Feeds read again and again: each item once, whatever the server and the worker do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask, current_app
from sqlalchemy import select

from advocacy.db import WORK, db
from advocacy.library.actions import feeds as actions
from advocacy.library.models import Feed, FeedItem
from advocacy.library.queries.items import ROWS, waiting_items
from advocacy.library.rules.feeds import LONGEST_PAUSE, PAUSE, FeedProblem, next_reading
from advocacy.library.sources import polling
from advocacy.library.sources.parsing import Item
from advocacy.networks.fetching import Document, Fetched, NotFetched, SafeFetch, Wanted, Why
from advocacy.roles import SYSTEM, Role
from advocacy.work import unit_of_work
from tests.support.jobs import run_jobs
from tests.support.listeners import Answer, a_listener, reaching
from tests.support.makers import acting, somebody
from tests.support.source_makers import a_document, a_feed, rss
from tests.support.world import TestWorld

pytestmark = pytest.mark.usefixtures("app")


class Watched:
    """A way out that notes whether a unit of work is open while it is used."""

    def __init__(self, web: SafeFetch) -> None:
        self.web, self.held = web, list[bool]()

    def text(self, address: str) -> Fetched:
        """What stands there."""
        return self.web.text(address)

    def document(self, address: str, wanted: Wanted) -> Document:
        """What is there."""
        self.held.append(WORK in db.session().info)
        return self.web.document(address, wanted)


def poll(world: TestWorld, feed: Feed) -> Feed:
    """Let the worker look after half an hour; the feed as it is then."""
    world.clock.advance(minutes=31)
    polling.queue_due(current_app)
    run_jobs()
    return db.session.get_one(Feed, feed.id, populate_existing=True)


def titles(feed: Feed) -> list[str]:
    """The titles of its items, in the order they were written."""
    found = select(FeedItem.title).where(FeedItem.feed_id == feed.id).order_by(FeedItem.id)
    return list(db.session.scalars(found))


def test_all_new_items_are_kept_once_the_oldest_first(app: Flask, world: TestWorld) -> None:
    feed = a_feed()
    many = [f"post-{number}" for number in range(120, 0, -1)]
    world.web.documents[feed.address] = a_document(feed.address, rss(*many))
    poll(world, feed)
    assert titles(feed) == many[::-1]
    editor = acting(somebody(Role.EDITOR))
    first = waiting_items(db.session(), visible_to=editor)
    assert [one.title for one in first.rows] == many[:ROWS]
    assert first.goes_on
    # Three more, in another order, with an old one in between.
    changed = rss("post-122", "post-3", "post-121", "post-123", "post-120")
    world.web.documents[feed.address] = a_document(feed.address, changed)
    poll(world, feed)
    assert sorted(titles(feed)[120:]) == ["post-121", "post-122", "post-123"]


def test_what_is_read_twice_or_by_two_is_written_once(world: TestWorld) -> None:
    feed = a_feed()
    items = [Item("a" * 64, "One"), Item("b" * 64, "Two")]
    with unit_of_work(SYSTEM) as work:
        claimed = actions.claim(work, feed.id)
    with unit_of_work(SYSTEM) as work:
        assert actions.claim(work, feed.id) is None, "somebody else reads it already"
    assert claimed is not None
    for expected in (2, 0):
        with unit_of_work(SYSTEM) as work:
            assert actions.keep_items(work, feed.id, items) == expected
    assert titles(feed) == ["One", "Two"]


def test_whoever_dies_with_a_feed_gives_it_back(world: TestWorld) -> None:
    feed = a_feed()
    with unit_of_work(SYSTEM) as work:
        assert actions.claim(work, feed.id)
    world.clock.advance(seconds=PAUSE.total_seconds())
    with unit_of_work(SYSTEM) as work:
        assert actions.claim(work, feed.id)


def test_an_unchanged_feed_is_not_sent_again(world: TestWorld) -> None:
    feed = a_feed()
    told = {"etag": '"v1"', "last_modified": "Mon, 04 May 2026 08:00:00 GMT"}
    world.web.documents[feed.address] = a_document(feed.address, rss("one"), **told)
    assert poll(world, feed).etag == '"v1"'
    world.web.documents[feed.address] = a_document(feed.address, b"", status=304)
    after = poll(world, feed)
    assert (world.web.wanted[-1].if_none_match, world.web.wanted[-1].if_modified_since) == (
        '"v1"',
        "Mon, 04 May 2026 08:00:00 GMT",
    )
    assert (after.etag, after.problem, titles(feed)) == ('"v1"', "", ["one"])


def test_a_move_for_good_changes_the_address(world: TestWorld) -> None:
    feed, new = a_feed(), "https://new.example/feed"
    world.web.documents[feed.address] = a_document(new, rss("one"), moved_to=new)
    assert poll(world, feed).address == new
    world.web.documents[new] = a_document(new, rss("one", "two"))
    poll(world, feed)
    assert titles(feed) == ["one", "two"]


def test_a_page_that_redirects_everybody_changes_no_address(world: TestWorld) -> None:
    feed, new = a_feed(), "https://portal.example/login"
    old = feed.address
    world.web.documents[old] = a_document(new, "<html>Sign in</html>", "text/html", moved_to=new)
    after = poll(world, feed)
    assert (after.address, after.problem) == (old, FeedProblem.WEB_PAGE)


def test_a_feed_that_moves_to_another_one_is_read_once(world: TestWorld) -> None:
    feed, other = a_feed(), a_feed()
    world.web.documents[feed.address] = a_document(other.address, rss("one"), moved_to=other.address)
    world.web.documents[other.address] = a_document(other.address, rss("one"))
    assert poll(world, feed).retired_at is not None
    assert db.session.get_one(Feed, other.id, populate_existing=True).retired_at is None


def test_a_feed_that_is_gone_is_left_and_its_owner_told_once(world: TestWorld) -> None:
    owner = somebody(Role.EDITOR)
    feed = a_feed(by=owner)
    world.web.documents[feed.address] = NotFetched(Why.GONE, "status 410")
    assert poll(world, feed).gone_at is not None
    asked = len(world.web.asked)
    poll(world, feed)
    assert len(world.web.asked) == asked
    assert [str(mail["To"]) for mail in world.mail.sent] == [owner.email]
    with unit_of_work(acting(owner)) as work:
        actions.read_now(work, feed.id)
    world.web.documents[feed.address] = a_document(feed.address, rss("one"))
    run_jobs()
    assert titles(feed) == ["one"]


def test_failures_wait_longer_and_longer(world: TestWorld) -> None:
    feed = a_feed()
    world.web.down = NotFetched(Why.UNREACHABLE, "no answer")
    for fails in (1, 2, 3):
        world.clock.at = max(world.clock.at, db.session.get_one(Feed, feed.id).next_at)
        polling.queue_due(current_app)
        run_jobs()
        after = db.session.get_one(Feed, feed.id, populate_existing=True)
        assert (after.fails, after.problem) == (fails, FeedProblem.UNREACHABLE)
        assert after.next_at == world.clock.at + PAUSE * 2**fails
    assert next_reading(world.clock.at, 50) == world.clock.at + LONGEST_PAUSE
    world.web.down = None
    world.web.documents[feed.address] = a_document(feed.address, rss("one"))
    world.clock.advance(days=1)
    assert (poll(world, feed).fails, after.problem) == (0, "")


def test_an_item_that_cannot_be_written_is_put_aside_alone(world: TestWorld) -> None:
    feed = a_feed()
    half = Item("b" * 64, title="half a pair \ud83d")
    polling._keep(feed.id, [Item("a" * 64, title="before"), half, Item("c" * 64, title="behind")])
    rows = db.session.scalars(select(FeedItem).where(FeedItem.feed_id == feed.id).order_by(FeedItem.id)).all()
    assert [(row.title, row.unreadable) for row in rows] == [("before", False), ("", True), ("behind", False)]


def test_nothing_is_held_while_the_server_is_waited_for(world: TestWorld) -> None:
    feed = a_feed(address="http://news.example/feed")
    with a_listener() as listener:
        listener.answers["/feed"] = Answer(rss("one").encode(), "application/rss+xml")
        outside = Watched(reaching(listener))
        assert [one.title for one in polling.look(outside, feed.address).items] == ["one"]
        world.web.through = outside
        poll(world, feed)
    assert outside.held == [False, False]
    assert titles(feed) == ["one"]


def test_dates_of_tomorrow_and_none_keep_the_order_of_the_feed(world: TestWorld) -> None:
    now = world.clock.now()
    items = [
        Item("1", published_at=now + timedelta(days=400)),
        Item("2"),
        Item("3", published_at=now - timedelta(days=2)),
        Item("4", published_at=now - timedelta(days=9)),
    ]
    assert [one.identity for one in polling.oldest_first(items, now)] == ["4", "3", "2", "1"]
