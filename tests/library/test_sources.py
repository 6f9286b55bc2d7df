"""Pages of feeds and their items: found, looked at, read, made into drafts, put aside."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.library.models import Content, ContentText, ContentTopic, Feed, FeedItem
from advocacy.library.queries.items import source_of
from advocacy.networks.fetching import NotFetched, Why
from advocacy.people.rules import Language
from advocacy.roles import Role
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.library_makers import a_right
from tests.support.makers import sign_in, somebody
from tests.support.roster_makers import a_topic
from tests.support.source_makers import a_document, a_feed, an_item, rss
from tests.support.world import TestWorld

PAGE = "/library/manage/sources/new"
ADDRESS = "https://news.example/feed"
FEEDS = Path(__file__).parent / "feeds"


def form(**values: str) -> dict[str, str]:
    """The form for a feed, filled in."""
    return {"url": ADDRESS, "name": "", "language": "fr", "topic": "", **values}


def test_an_editor_looks_at_a_feed_and_has_it_read(client: PageClient, world: TestWorld) -> None:
    sign_in(client, somebody(Role.EDITOR))
    world.web.documents[ADDRESS] = a_document(ADDRESS, rss("one", "two", name="La Gazette"))
    looked = client.submit("/library/manage/sources", page=PAGE, **form(look="1"))
    assert looked.status_code == 200
    assert "La Gazette" in looked.text
    assert "2 items stand in it now" in looked.text
    assert db.session.scalar(select(func.count()).select_from(Feed)) == 0
    assert client.submit("/library/manage/sources", page=PAGE, **form()).status_code == 303
    run_jobs()
    listed = client.get("/library/manage/sources/items").text
    assert listed.index("one") < listed.index("two"), "the newest stands first in the feed"
    again = client.submit("/library/manage/sources", page=PAGE, **form())
    assert again.status_code == 409
    assert "This feed is read already." in again.text
    assert ADDRESS in again.text


def test_a_page_that_names_its_feed_is_enough(client: PageClient, world: TestWorld) -> None:
    sign_in(client, somebody(Role.EDITOR))
    page, feed = "https://www.example.org/", "https://www.example.org/en/feed"
    content = (FEEDS / "page.html").read_bytes()
    world.web.documents[page] = a_document(page, content, "text/html")
    world.web.documents[feed] = a_document(feed, rss("one"))
    assert client.submit("/library/manage/sources", page=PAGE, **form(url=page)).status_code == 303
    assert db.session.scalars(select(Feed.address)).all() == [feed]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            a_document(ADDRESS, "<html><body>Hello</body></html>", "text/html"),
            "This is a web page, not a feed.",
        ),
        (a_document(ADDRESS, "{}", "text/plain"), "cannot be read as an RSS or Atom feed"),
        (NotFetched(Why.TOO_MUCH, "too long"), "does not end, or is far too large"),
        (NotFetched(Why.FORBIDDEN, "not a public address"), "This address is not asked"),
        (NotFetched(Why.OTHER_KIND, "another kind"), "another kind of file, not a feed"),
        (a_document(ADDRESS, (FEEDS / "bomb.xml").read_bytes()), "entities of its own"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_sentence(
    client: PageClient, world: TestWorld, answer: object, sentence: str
) -> None:
    sign_in(client, somebody(Role.EDITOR))
    world.web.documents[ADDRESS] = answer  # type: ignore[assignment]  # one of both
    refused = client.submit("/library/manage/sources", page=PAGE, **form(name="My name for it"))
    assert refused.status_code == 409
    assert sentence in refused.text
    assert "My name for it" in refused.text
    assert db.session.scalar(select(func.count()).select_from(Feed)) == 0


def test_an_item_becomes_one_draft_however_often_it_is_asked_for(client: PageClient) -> None:
    editor, topic = somebody(Role.EDITOR), a_topic()
    sign_in(client, editor)
    item = an_item(
        a_feed(topic=topic, language=Language.FRENCH), title="Nos bottes", link="https://a.example/b"
    )
    page = "/library/manage/sources/items"
    made = client.submit(page, page=page, item=str(item.id))
    an_item(a_feed())  # so that the page has a form again
    again = client.submit(page, page=page, item=str(item.id))
    assert made.headers["Location"] == again.headers["Location"]
    content = db.session.scalars(select(Content)).one()
    assert (content.author_id, content.link) == (editor.id, "https://a.example/b")
    text = db.session.scalars(select(ContentText)).one()
    assert (text.language, text.title) == (Language.FRENCH, "Nos bottes")
    assert db.session.scalars(select(ContentTopic.topic_id)).all() == [topic.id]
    source = source_of(db.session(), content.id)
    assert source is not None
    assert source.title == "Nos bottes"
    assert "Nos bottes" not in client.get(page).text


def test_many_items_are_drafted_or_put_aside_at_once(client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR))
    feed = a_feed()
    first, second, third, inside = (
        an_item(feed),
        an_item(feed),
        an_item(feed),
        an_item(feed, link="http://localhost/"),
    )
    page = "/library/manage/sources/items"
    assert client.submit(page, page=page).status_code == 409
    client.submit(page, page=page, item=[str(first.id), str(inside.id)])
    links = db.session.scalars(select(Content.link).order_by(Content.id)).all()
    assert links == [first.link, ""], "a link that nobody outside can open is left out"
    client.submit(page, page=page, item=[str(second.id)], dismiss="1")
    assert db.session.scalars(select(FeedItem.id).where(FeedItem.dismissed_at.is_not(None))).all() == [
        second.id
    ]
    later = an_item(feed)
    aside = f"/library/manage/sources/{feed.id}/items/dismissal"
    client.submit(aside, page=f"{page}?feed={feed.id}", up_to=str(third.id))
    left = select(FeedItem.id).where(FeedItem.dismissed_at.is_(None), FeedItem.content_id.is_(None))
    assert db.session.scalars(left).all() == [later.id], "what came meanwhile waits"


def test_an_editor_of_certain_topics_sees_the_feeds_of_these_only(client: PageClient) -> None:
    editor, mine, other = somebody(Role.EDITOR), a_topic(), a_topic()
    a_right(editor, mine)
    sign_in(client, editor)
    own, foreign = an_item(a_feed(topic=mine), title="Own"), an_item(a_feed(topic=other), title="Foreign")
    page = "/library/manage/sources/items"
    listed = client.get(page).text
    assert "Own" in listed
    assert "Foreign" not in listed
    assert client.submit(page, page=page, item=str(foreign.id)).status_code == 404
    stop = f"/library/manage/sources/{foreign.feed_id}/end"
    assert client.submit(stop, page=page).status_code == 404
    assert client.submit(page, page=page, item=str(own.id)).status_code == 303


def test_a_feed_is_stopped_and_read_again_by_hand(client: PageClient, world: TestWorld) -> None:
    sign_in(client, somebody(Role.EDITOR))
    feed = a_feed(next_at=world.clock.now().replace(year=2027))
    world.web.documents[feed.address] = a_document(feed.address, rss("one"))
    page = "/library/manage/sources"
    client.submit(f"{page}/{feed.id}/reading", page=page)
    run_jobs()
    assert db.session.scalars(select(FeedItem.title)).all() == ["one"]
    client.submit(f"{page}/{feed.id}/end", page=page)
    assert feed.name not in client.get(page).text
    assert db.session.scalars(select(FeedItem.title)).all() == ["one"]
