"""The cards of linked pages, read from heads as sites write them."""

from __future__ import annotations

from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.library.sources.cards import LONGEST_DESCRIPTION, PageCard, card_of, fingerprint
from advocacy.networks.fetching import Document

ADDRESS = "https://www.example.org/en/boots?x=1"


def card(head: str | bytes, charset: str | None = "utf-8", **values: object) -> PageCard:
    """The card of a page with this head."""
    content = head.encode() if isinstance(head, str) else head
    return card_of(Document(ADDRESS, 200, "text/html", content, charset, **values))  # type: ignore[arg-type]


def test_open_graph_comes_first_then_twitter_then_the_page_itself() -> None:
    every = (
        '<title>Page</title><meta name="description" content="Of the page">'
        '<meta name="twitter:title" content="Twitter"><meta name="twitter:description" content="Of twitter">'
    )
    graph = (
        '<meta content="Graph &amp; co" property="og:title"/><meta property=og:site_name content=Verdier>'
        "<meta property='og:image' content='/boots.jpg'>"
        "<meta property='og:description' content='a \"b\" > c'>"
    )
    assert card(every + graph) == PageCard(
        "Graph & co", 'a "b" > c', "Verdier", "https://www.example.org/boots.jpg"
    )
    assert card(every) == PageCard("Twitter", "Of twitter")
    assert card("<html><head><TITLE lang=en> Only a\n title </TITLE>") == PageCard("Only a title")


def test_what_stands_in_comments_scripts_and_bodies_is_not_meant() -> None:
    hidden = (
        '<!-- <meta property="og:title" content="commented"> --><script>"<title>scripted</title>"</script>'
        "<style>title{}</style><title>Real</title><body><meta property='og:title' content='body'>"
    )
    assert card(hidden).title == "Real"


def test_feeds_and_pictures_are_addresses_of_the_web_or_nothing() -> None:
    found = card(
        '<link rel="alternate" type="application/rss+xml" href="../feed"><link type="application/atom+xml">'
        '<link type="application/atom+xml" href="javascript:alert(1)"><link rel=stylesheet href=/a.css>'
        '<meta property="og:image" content="data:image/png;base64,AAAA">'
    )
    assert found.feeds == ("https://www.example.org/feed",)
    assert found.image == ""


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ("<meta charset=iso-8859-1><title>Été</title>".encode("latin-1"), None),
        ("<meta charset=utf-8><title>Été</title>".encode("cp1252"), "utf-8"),
        ("\ufeff<title>Été</title>".encode(), "iso-8859-1"),
        ("<title>Été</title>".encode("utf-16"), None),
    ],
)
def test_a_page_is_read_in_its_encoding(head: bytes, charset: str | None) -> None:
    assert card(head, charset).title == "Été"


def test_a_page_that_was_cut_loses_no_letter() -> None:
    cut = "<title>Été</title><p>Ét".encode()[:-1]
    assert card(cut, is_cut=True).title == "Été"


def test_what_is_no_page_has_no_card() -> None:
    assert card_of(Document(ADDRESS, 200, "application/pdf", b"<title>x</title>")) == PageCard()


def test_long_words_are_cut() -> None:
    assert len(card(f'<meta name="description" content="{"a" * 5_000}">').description) == LONGEST_DESCRIPTION


@pytest.mark.parametrize(
    "piece", ["<meta ", "<meta content='", '<meta a="', "<!--", "<script", "<title>", "<", "<link a b c "]
)
def test_a_hostile_page_takes_no_time(piece: str) -> None:
    began = monotonic()
    card(piece * (1_000_000 // len(piece)))
    assert monotonic() - began < 3


@given(st.text(max_size=300))
def test_nothing_breaks_the_scanner(text: str) -> None:
    found = card(f"<meta {text}><title>{text}</title>")
    assert "\x00" not in found.title + found.description


def test_another_card_has_another_fingerprint_and_another_query_has_not() -> None:
    shown = PageCard("Boots", "For life", "Verdier")
    same = fingerprint(ADDRESS, shown, "p")
    assert same == fingerprint("https://www.example.org/en/boots?session=2", shown, "p")
    others = {
        fingerprint("https://other.example/", shown, "p"),
        fingerprint(ADDRESS, PageCard("Boots", "For a year", "Verdier"), "p"),
        fingerprint(ADDRESS, shown, "q"),
    }
    assert len(others | {same}) == 4
