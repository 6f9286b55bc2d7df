"""The browser's counter: every example of the fixture, and the widget on a page of ours."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from axe_core_python.base import AXE_SCRIPT
from flask import render_template_string
from playwright.sync_api import Page, Route, expect

from advocacy.networks.counter import Counter, counter
from advocacy.networks.counting import Limits, limits_of, rule_of
from advocacy.networks.disclosing import composed
from advocacy.networks.known import KNOWN
from advocacy.networks.rule import Unit
from advocacy.networks.units import COUNTED
from advocacy.networks.words import Network
from tests.journeys.conftest import Visitor
from tests.support.portal import Portal

pytestmark = pytest.mark.browser

EXAMPLES = json.loads((Path(__file__).parents[1] / "networks" / "counting.json").read_text(encoding="utf-8"))
LINK = "https://portal.example.org/l/ab12cd"
SAID = "I work for Maison Verdier"
PAGE = """{% extends "shared/_bare.html" %}{% import "shared/counter.html" as counters %}
{% block title %}Counting{% endblock %}{% block head %}{{ counters.script() }}{% endblock %}
{% block main %}<h1>Counting</h1><form method="post" action="/sign-in"><label for="text">Text</label>
<textarea id="text" name="text">{{ text }}</textarea>
{% for one, name in counted %}{{ counters.counter("text", one, name) }}{% endfor %}</form>{% endblock %}"""


def counting_page(
    portal: Portal, page: Page, *counted: tuple[Counter, str | None], text: str = "", language: str = "en"
) -> None:
    """Open a page of ours that draws these counters beside one field, under the portal's own policy."""
    with portal.app.test_request_context(
        "/sign-in", base_url=portal.url, headers={"Accept-Language": language}
    ):
        body = render_template_string(PAGE, counted=counted, text=text)
    policy = portal.app.test_client().get("/sign-in", base_url=portal.url).headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy

    def answer(route: Route) -> None:
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        route.fulfill(body=body, headers=headers)

    page.route("**/counting", answer)
    page.goto("/counting")


def of(network: Network, text: str = "", link: str = LINK, limits: Limits | None = None) -> Counter:
    return counter(network, text, disclosure=SAID, link=link, limits=limits)


def test_the_browser_counts_every_example_as_the_server_does(portal: Portal, visitor: Visitor) -> None:
    page = visitor.open_as()
    counting_page(portal, page, (of(Network.X), None))
    asked = []
    for example in EXAMPLES["counting"]:
        network = Network(example["network"])
        rule = rule_of(network)
        limits = limits_of(network, Limits(*example["limits"]) if "limits" in example else None)
        unit = rule.unit if rule else Unit.GRAPHEMES
        asked.append([unit.value, example["text"], example.get("times", 1), limits.link_characters or 0])
    counted = page.evaluate(
        "asked => asked.map(([unit, text, n, link]) => advocacyCounter.count(unit, text.repeat(n), link))",
        asked,
    )
    wrong = [
        (example["network"], example["says"], example["used"], found)
        for example, found in zip(EXAMPLES["counting"], counted, strict=True)
        if found["used"] != example["used"] or found["bytes"] != example.get("bytes", found["bytes"])
    ]
    assert not wrong


def test_the_browser_composes_every_example_as_the_server_does(portal: Portal, visitor: Visitor) -> None:
    page = visitor.open_as()
    counting_page(portal, page, (of(Network.X), None))
    asked = []
    for example in EXAMPLES["composed"]:
        rule = rule_of(Network(example["network"]))
        link = example["link"] if rule is None or rule.holds_link else ""
        asked.append([example["text"], example["disclosure"], link])
    posted = page.evaluate("asked => asked.map((one) => advocacyCounter.composed(...one))", asked)
    assert posted == [example["posted"] for example in EXAMPLES["composed"]]


def test_the_ring_follows_what_is_typed_and_the_sentence_when_the_hands_rest(
    portal: Portal, visitor: Visitor
) -> None:
    page = visitor.open_as()
    counting_page(portal, page, (of(Network.X), None))
    said = page.locator("output")
    free = of(Network.X).count.left
    assert free is not None
    expect(said).to_have_text(f"{free} left of 280")
    assert said.get_attribute("aria-live") == "polite"
    page.locator("#text").fill("a" * 10)
    expect(page.locator("[data-counter-number]")).to_have_text(str(free - 12))
    expect(said).to_have_text(f"{free - 12} left of 280")
    page.locator("#text").fill("a" * 250)
    expect(said).to_have_text(f"Too long by {252 - free}: {532 - free} of 280")
    expect(page.locator(".ring-part")).to_have_class("ring-part danger")
    page.locator("#text").fill("a" * (free - 2))
    expect(said).to_have_text("0 left of 280")
    expect(page.locator(".ring-part")).to_have_class("ring-part warn")
    page.locator("#text").fill(f"Come. {SAID} {LINK}")  # both are in the text already
    expect(said).to_have_text(f"{280 - len('Come. ') - len(SAID) - 1 - 23} left of 280")


@pytest.mark.parametrize("text", ["Come and see us: example.com 👩‍👩‍👧‍👦", "日" * 200, ""])
def test_what_the_server_draws_is_what_the_browser_counts(
    portal: Portal, visitor: Visitor, text: str
) -> None:
    """Without scripts the server's count stands there; with them, the same one."""
    shown: dict[bool, list[object]] = {}
    mine = [(of(rule.network, text), rule.network.value) for rule in KNOWN]
    for scripts in (False, True):
        page = visitor.open_as(java_script_enabled=scripts)
        counting_page(portal, page, *mine, text=text)
        shown[scripts] = [page.locator("output").all_text_contents(), *drawn(page)]
    assert shown[False] == shown[True]
    assert len(mine) == len(KNOWN) > 0


def drawn(page: Page) -> list[object]:
    rings = page.locator(".ring-part")
    return [
        page.locator("[data-counter-number]").all_text_contents(),
        [rings.nth(n).get_attribute("class") for n in range(rings.count())],
        [rings.nth(n).get_attribute("stroke-dasharray") for n in range(rings.count())],
    ]


def test_bytes_are_told_when_they_are_what_is_too_much(portal: Portal, visitor: Visitor) -> None:
    page = visitor.open_as()
    counting_page(portal, page, (of(Network.BLUESKY, link=""), "Bluesky"))
    page.locator("#text").fill("👨‍👩‍👧‍👦" * 121)
    over = 25 * 121 + 2 + len(SAID) - 3000
    expect(page.locator("output")).to_have_text(f"Too long by {over} bytes: {3000 + over:,} of 3,000")


def test_a_server_of_ones_own_has_limits_of_its_own(portal: Portal, visitor: Visitor) -> None:
    page = visitor.open_as()
    counting_page(portal, page, (of(Network.MASTODON, limits=Limits(1000, 30)), None))
    expect(page.locator("output")).to_have_text(f"{1000 - len(SAID) - 31} left of 1,000")


def test_axe_finds_nothing_in_a_page_that_counts(portal: Portal, visitor: Visitor) -> None:
    for scheme in ("light", "dark"):
        page = visitor.open_as(width=320, color_scheme=scheme, bypass_csp=True)
        counting_page(portal, page, *((of(rule.network, "日" * 200), rule.network.value) for rule in KNOWN))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
        assert [one["id"] for one in found] == []


PIECES = (
    *(
        "a",
        "B",
        "é",
        "e\u0301",
        "日",
        "본",
        "م",
        "ß",
        "İ",
        "1",
        " ",
        "\n",
        "\u00a0",
        "\u200b",
        "\u200d",
        "\ufe0f",
        "\u20e3",
    ),
    *(
        ".",
        ",",
        "-",
        "_",
        "/",
        ":",
        "@",
        "#",
        "?",
        "(",
        ")",
        "'",
        '"',
        "+",
        "%",
        "&",
        "=",
        "~",
        "|",
        "「",
        "\u200e",
    ),
    *(
        "com",
        "fr",
        "co",
        "example.org",
        "https://",
        "http://t.co/",
        "www.",
        "xn--p1ai",
        "рф",
        "://",
        "@lea@a.fr",
    ),
    *(
        "👍",
        "🏽",
        "👩",
        "❤",
        "🇫",
        "🇷",
        "🏴",
        "\U000e0067",
        "\U000e007f",
        "©",
        "😀",
        "#\ufe0f\u20e3",
        "\U00010000",
    ),
)
"""What texts are made of where counting goes wrong."""


def test_the_two_counters_agree_on_texts_that_nobody_thought_of(portal: Portal, visitor: Visitor) -> None:
    """The same 4,000 texts each time, thrown together from what matters."""
    page = visitor.open_as()
    counting_page(portal, page, (of(Network.X), None))
    dice = Random(20)
    texts = ["".join(dice.choices(PIECES, k=dice.randint(1, 14))) for _each in range(4000)]
    for unit, link in ((Unit.WEIGHTED, 23), (Unit.MASTODON, 23), (Unit.EMOJI_BYTES, 0), (Unit.GRAPHEMES, 0)):
        counted = page.evaluate(
            "([unit, link, texts]) => texts.map((text) => advocacyCounter.count(unit, text, link).used)",
            [unit.value, link, texts],
        )
        mine = [COUNTED[unit](text, Limits(None, link)) for text in texts]
        assert [text for text, a, b in zip(texts, mine, counted, strict=True) if a != b] == []
    said = [(text, texts[-n], LINK) for n, text in enumerate(texts[:2000], 1)]
    posted = page.evaluate("asked => asked.map((one) => advocacyCounter.composed(...one))", said)
    assert posted == [composed(*one, Network.X) for one in said]
