"""The web of the demonstration: the house's pages and feeds, and nothing else while the past happens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advocacy.demonstration import invented
from advocacy.demonstration.web import InventedWeb
from advocacy.library.sources.cards import card_of
from advocacy.library.sources.parsing import KINDS, parse
from advocacy.networks.documents import ANY_KIND, Wanted
from advocacy.networks.fetching import NotFetched
from advocacy.networks.mastodon import ask_limits
from tests.support.world import MONDAY_MORNING, KeptWeb, StillClock

FEED = invented.read("sources")["feeds"][0]


def a_web(outside: KeptWeb | None = None, *, days_ago: int = 0) -> InventedWeb:
    """The web as it was so many days before the demonstration is loaded."""
    return InventedWeb(StillClock(MONDAY_MORNING - timedelta(days=days_ago)), MONDAY_MORNING, outside)


def test_a_feed_holds_what_was_published_by_then() -> None:
    def titles(days_ago: int) -> list[str]:
        found = a_web(days_ago=days_ago).document(FEED["address"], Wanted(kinds=KINDS))
        return [one.title for one in parse(found.body, address=found.address, charset=found.charset).items]

    assert titles(0) == [item["title"] for item in reversed(FEED["items"])]
    assert titles(50) == [item["title"] for item in FEED["items"] if item["ago"] >= 50]


def test_a_feed_that_is_known_is_not_sent_again() -> None:
    web = a_web()
    found = web.document(FEED["address"], Wanted(kinds=KINDS))
    again = web.document(FEED["address"], Wanted(kinds=KINDS, if_none_match=found.etag))
    assert again.is_unchanged


@pytest.mark.parametrize("key", invented.contents())
def test_every_page_that_content_leads_to_has_a_card(key: str) -> None:
    content = invented.contents()[key]
    found = a_web().document(invented.address(content["link"]), Wanted(kinds=ANY_KIND))
    assert card_of(found).site == "Maison Verdier"


def test_what_is_not_of_the_house_is_asked_outside_if_there_is_one() -> None:
    outside = KeptWeb(pages={"https://example.org/": "Outside"})
    assert a_web(outside).text("https://example.org/").text == "Outside"
    for ask in (a_web().text, lambda address: a_web().document(address, Wanted())):
        with pytest.raises(NotFetched):
            ask("https://example.org/")


def test_a_page_that_nobody_wrote_is_none() -> None:
    with pytest.raises(NotFetched, match="404"):
        a_web().text("https://www.verdier.example/rien")


def test_mastodon_servers_of_the_past_take_the_usual() -> None:
    assert ask_limits(a_web(), "piaille.fr").characters == 500
