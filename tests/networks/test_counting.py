"""Counting as the networks do: the examples that the browser's counter runs too, and how long it takes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from time import process_time
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.networks import top_level_domains
from advocacy.networks.counter import counter
from advocacy.networks.counting import LIMITS, Limits, count, rule_of
from advocacy.networks.disclosing import composed, disclosed, disclosure, lacks_disclosure
from advocacy.networks.known import KNOWN
from advocacy.networks.rule import Rule, Unit
from advocacy.networks.units import COUNTED
from advocacy.networks.urls import MASTODON, TWITTER, addresses
from advocacy.networks.words import RELAYED, Network

EXAMPLES = json.loads(Path(__file__).with_name("counting.json").read_text(encoding="utf-8"))
STATIC = Path(__file__).parents[2] / "static"
LINK = "https://portal.example.org/l/ab12cd"
NETWORKS = st.sampled_from(RELAYED)
TEXTS = st.text(max_size=80) | st.text("ab .-/:@#?()_é日👍\u200d\ufe0f\u0301\n", max_size=80)
NAMES = st.text(min_size=1, max_size=30).filter(lambda name: name.strip(" \t\n\r\f\v\u00a0\u202f") != "")


def told(example: dict[str, Any]) -> str:
    return f"{example['network']}-{example['says']}"


@pytest.mark.parametrize("example", EXAMPLES["counting"], ids=told)
def test_a_text_counts_what_the_network_says(example: dict[str, Any]) -> None:
    limits = Limits(*example["limits"]) if "limits" in example else None
    counted = count(Network(example["network"]), example["text"] * example.get("times", 1), limits=limits)
    assert counted.used == example["used"]
    assert counted.fits == example.get("fits", counted.fits)
    assert counted.bytes_used == example.get("bytes", counted.bytes_used)


@pytest.mark.parametrize("example", EXAMPLES["composed"], ids=told)
def test_what_is_posted_is_the_text_its_disclosure_and_its_link_each_once(example: dict[str, str]) -> None:
    posted = composed(example["text"], example["disclosure"], example["link"], Network(example["network"]))
    assert posted == example["posted"]


def test_an_example_says_one_thing_once() -> None:
    names = [told(example) for part in EXAMPLES.values() for example in part]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", KNOWN, ids=lambda rule: rule.network.value)
def test_a_network_is_whole(rule: Rule) -> None:
    """The contract: a new file in the list is looked at before it has a test of its own."""
    mine = [example for example in EXAMPLES["counting"] if example["network"] == rule.network]
    assert mine
    assert rule.source
    assert rule.share_source
    assert rule.unit in COUNTED
    assert rule_of(rule.network) is rule
    assert LIMITS[rule.network] is rule.limits
    if rule.limits.characters is not None:
        assert {example.get("fits") for example in mine} >= {True, False}
        assert count(rule.network, "a" * rule.limits.characters).fits
        assert count(rule.network, "a" * rule.limits.characters).left == 0
        assert not count(rule.network, "a" * (rule.limits.characters + 1)).fits
    assert count(rule.network, "").used == 0
    for language in ("fr", "en"):
        said = disclosure(rule.network, language, "Maison Verdier")
        assert "Verdier" in said
        assert not lacks_disclosure(composed("Come.", said, LINK, rule.network), said)


def test_the_list_holds_every_network_on_which_posts_are_passed_on() -> None:
    assert {rule.network for rule in KNOWN} == set(RELAYED)
    assert len(KNOWN) == len(RELAYED)


def test_each_network_is_a_file_of_its_own() -> None:
    folder = Path(__file__).parents[2] / "advocacy" / "networks" / "known"
    assert {path.stem for path in folder.glob("[!_]*.py")} == {network.value for network in RELAYED}


def test_a_network_that_we_know_nothing_of_takes_everything() -> None:
    counted = count(Network.OTHER, "a" * 100_000)
    assert (counted.used, counted.limit, counted.left, counted.fits) == (100_000, None, None, True)
    assert counted.unit is Unit.GRAPHEMES


def test_bluesky_says_which_of_its_two_limits_is_passed() -> None:
    counted = count(Network.BLUESKY, "日" * 250 + "👨‍👩‍👧‍👦" * 49)
    assert (counted.left, counted.fits) == (1, True)
    counted = count(Network.BLUESKY, "👨‍👩‍👧‍👦" * 121)
    assert (counted.left, counted.fits, counted.bytes_used, counted.bytes_limit) == (179, False, 3025, 3000)


def test_the_browser_knows_the_same_top_level_domains() -> None:
    source = (STATIC / "counter.js").read_text(encoding="utf-8")
    held = re.search(r"TOP_LEVELS = new Set\(`(.*?)`", source, re.DOTALL)
    assert held is not None
    assert set(held.group(1).split()) == top_level_domains.ASCII | top_level_domains.UNICODE | {"onion"}


def test_a_counter_tells_the_browser_what_it_needs() -> None:
    counted = counter(Network.LINKEDIN, "Come.", disclosure="I work for Us", link=LINK)
    assert counted.link == ""
    assert counted.count.used == len("Come.\n\nI work for Us")
    assert (counted.kind, counted.share) == ("ok", pytest.approx(0.667, abs=0.001))
    counted = counter(Network.X, "a" * 250, disclosure="", link=LINK)
    assert (counted.count.used, counted.kind, counted.link) == (274, "warn", LINK)
    assert counter(Network.X, "a" * 257, disclosure="", link=LINK).kind == "danger"
    counted = counter(Network.MASTODON, "a", disclosure="", link="", limits=Limits(100, 30))
    assert (counted.count.limit, counted.limits.link_characters) == (100, 30)
    assert counter(Network.EMAIL, "a" * 9, disclosure="", link="").share == 0


@pytest.mark.parametrize(
    "text",
    [
        "a" * 60_000,
        "a" * 60_000 + "日.com",
        "a." * 30_000,
        "日" * 60_000 + ".com",
        "http://a.com/" + "(a" * 30_000,
        "http://a.com/" + "." * 60_000,
        "http://a.com/?" + "." * 60_000,
        "@" + "a-" * 30_000 + "@",
        "a.日." * 15_000,
        "日a.com" * 8_000,
        "👍\u200d" * 20_000,
        "e\u0301" * 30_000,
    ],
    ids=lambda text: ascii(text[:16]),
)
@pytest.mark.parametrize("network", [Network.X, Network.MASTODON, Network.THREADS])
def test_no_text_keeps_the_counter_busy(network: Network, text: str) -> None:
    """What grows with the square of the length takes minutes for these; 5 s of the processor are ample."""
    begun = process_time()
    count(network, text)
    assert process_time() - begun < 5


@given(NETWORKS, TEXTS, NAMES, st.sampled_from(("fr", "en")), st.sampled_from(("", LINK)))
def test_a_disclosure_is_never_lost(network: Network, text: str, name: str, language: str, link: str) -> None:
    said = disclosure(network, language, name)
    posted = composed(text, said, link, network)
    assert not lacks_disclosure(posted, said)
    assert composed(posted, said, link, network) == posted


@given(NETWORKS, TEXTS, st.sampled_from(("", LINK)))
def test_what_is_composed_costs_no_more_than_its_parts(network: Network, text: str, link: str) -> None:
    said = disclosure(network, "en", "Maison Verdier")
    own = disclosed(text, "")
    whole = count(network, composed(text, said, link, network)).used
    assert count(network, said).used <= whole
    assert whole <= count(network, own).used + count(network, said).used + count(network, link).used + 3


@given(TEXTS, NETWORKS)
def test_a_count_is_the_same_however_lines_and_accents_are_written(text: str, network: Network) -> None:
    assert count(network, text.replace("\n", "\r\n")) == count(network, text.replace("\r", "\n"))
    if network is Network.X:
        assert count(network, normalize("NFD", text)).used == count(network, normalize("NFC", text)).used


@given(TEXTS, NETWORKS)
def test_nothing_counts_less_than_nothing(text: str, network: Network) -> None:
    counted = count(network, text)
    assert counted.used >= 0
    assert counted.bytes_used == len(text.replace("\r\n", "\n").encode(errors="surrogatepass"))
    assert counted.fits is (counted.left is None or counted.left >= 0)


WORDS = ("words", "example.com", "https://a.fr/b?c=d", "日本", "lea@a.fr", "👍")


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_addresses_stand_apart_and_in_order(words: list[str]) -> None:
    text = " ".join(words)
    for dialect, known in ((TWITTER, {WORDS[1], WORDS[2]}), (MASTODON, {WORDS[2]})):
        found = [text[one.start : one.end] for one in addresses(text, dialect)]
        assert found == [word for word in words if word in known]
