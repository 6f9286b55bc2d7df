"""Feeds of many kinds and ages, and what only looks like one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.library.rules.feeds import MOST_ITEMS, FeedProblem, NotAFeed, identity, plain
from advocacy.library.sources.parsing import FeedRead, parse

FEEDS = Path(__file__).parent.parent / "feeds"
ADDRESS = "https://www.example.org/en/feed"


def read(name: str, charset: str | None = None) -> FeedRead:
    """One of the documents."""
    return parse((FEEDS / name).read_bytes(), address=ADDRESS, charset=charset)


def problem(content: bytes) -> FeedProblem:
    """What is said of it instead of items."""
    with pytest.raises(NotAFeed) as refused:
        parse(content, address=ADDRESS)
    return refused.value.problem


def test_the_oldest_kind_is_read() -> None:
    found = read("rss-0.91.xml")
    assert found.name == "Maison Verdier, les nouvelles"
    assert [one.title for one in found.items] == [
        "L’atelier de Romans rouvre",
        "Trois questions à une bottière",
    ]
    assert found.items[0].link == "https://www.example.org/atelier"
    assert found.items[0].identity == identity("", "https://www.example.org/atelier", "")


def test_rdf_is_read() -> None:
    found = read("rss-1.0.rdf")
    assert [one.title for one in found.items] == ["Deuxième page", "Première page"]
    assert found.items[0].published_at == datetime(2026, 4, 2, 7, 0, tzinfo=UTC)
    assert found.items[0].identity == identity("https://www.example.org/journal/2", "", "")


def test_texts_are_plain_and_links_whole() -> None:
    found = read("rss-2.0.xml")
    first, second, third = found.items
    assert first.title == "Boots & braces: resoled for life"
    assert first.summary == "Bring them back, we sew them anew."
    assert first.published_at == datetime(2026, 4, 21, 8, 30, tzinfo=UTC)
    assert first.identity == identity("post-812", "https://elsewhere.example/", "other words")
    assert second.title == "What 3 < 5 means for leather"
    assert second.link == "https://www.example.org/en/leather"
    assert (second.summary, second.published_at) == ("Thickness, in millimetres.", None)
    assert third.link == "https://www.example.org/en/words"
    assert third.published_at is None, "nobody published it in the year 9999"


def test_atom_is_read() -> None:
    found = read("atom.xml")
    assert found.name == "Workshop <notes>"
    first, second = found.items
    assert (first.title, first.link) == ("How we stitch", "https://www.example.org/notes/7")
    assert first.published_at == datetime(2026, 4, 20, 8, 0, tzinfo=UTC)
    assert (second.title, second.summary) == ("A & B", "Only content.")
    assert second.published_at == datetime(2026, 4, 10, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "charset"),
    [
        ("latin-1.xml", None),
        ("latin-1.xml", "utf-8"),
        ("claims-utf-8.xml", None),
        ("claims-utf-8.xml", "klingon"),
        ("utf-16.xml", None),
        ("utf-16.xml", "utf-8"),
        ("utf-8-with-mark.xml", "iso-8859-1"),
    ],
)
def test_an_encoding_that_is_claimed_wrongly_spoils_nothing(name: str, charset: str | None) -> None:
    found = read(name, charset)
    assert found.name == "Été à l'atelier"
    assert found.items[0].title.startswith("Modèle créé")
    assert found.items[0].title.endswith("dix ans")


def test_items_without_a_number_are_known_by_link_or_words_and_stand_there_once() -> None:
    found = read("no-guid.xml")
    assert [one.title for one in found.items] == ["Has a link", "Has nothing", "Not even a title"]
    assert len({one.identity for one in found.items}) == 3
    assert read("no-guid.xml") == found


def test_one_bad_item_spoils_no_other() -> None:
    found = read("poisoned.xml")
    assert [one.title for one in found.items][::2] == ["Fine before", "Fine behind"]
    bad = found.items[1]
    assert bad.identity == identity("2", "", "")
    assert bad.link == ""
    assert bad.title.isprintable()


@pytest.mark.parametrize("name", ["bomb.xml", "bomb-utf-16.xml"])
def test_entities_of_its_own_are_not_expanded(name: str) -> None:
    assert problem((FEEDS / name).read_bytes()) is FeedProblem.ENTITIES


def test_a_web_page_is_told_from_a_feed() -> None:
    assert problem((FEEDS / "page.html").read_bytes()) is FeedProblem.WEB_PAGE
    assert problem(b"<html><rss") is FeedProblem.NO_FEED


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\x00" * 50, b"<a/>", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_what_is_no_feed_says_so(content: bytes) -> None:
    assert problem(content) is FeedProblem.NO_FEED


def test_too_many_items_are_no_feed() -> None:
    content = b"<rss version='2.0'><channel>" + b"<item><guid>1</guid></item>" * (MOST_ITEMS + 1)
    assert problem(content + b"</channel></rss>") is FeedProblem.TOO_MUCH


@pytest.mark.parametrize(
    "piece", ["<!--", "<a href='", "<![CDATA[", "<description>", "&lt;script&gt;", "&lt;!--"]
)
def test_a_hostile_text_takes_no_time(piece: str) -> None:
    content = "<rss version='2.0'><channel><item><guid>1</guid><title>x</title><description>" + piece * 20_000
    began = monotonic()
    parse(content.encode(), address=ADDRESS)
    assert monotonic() - began < 5


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<rss version='2.0'><channel><item>", b"<?xml version='1.0' encoding='"]),
)
def test_nothing_that_is_sent_breaks_the_reader(content: bytes, start: bytes) -> None:
    try:
        found = parse(start + content, address=ADDRESS)
    except NotAFeed:
        return
    assert all(len(one.identity) == 64 for one in found.items)


@given(st.text(max_size=200), st.integers(10, 60))
def test_a_plain_text_is_one_line_of_the_length_asked_for(text: str, most: int) -> None:
    found = plain(text, most)
    assert len(found) <= most
    assert "\n" not in found
    assert "\x00" not in found
