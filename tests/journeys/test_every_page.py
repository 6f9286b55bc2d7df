"""Every page of the demonstration, met by following links as each kind of user, as axe and a phone see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from advocacy.demonstration import CAST, load
from tests.journeys.conftest import Visitor
from tests.support.portal import Portal, a_portal

pytestmark = pytest.mark.browser

MOST_PER_ENDPOINT = 2
LOOKS: tuple[tuple[str, int], ...] = (("light", 320), ("dark", 320))
"""The schemes and widths (pixels) in which each page is looked at: a narrow screen is the hardest."""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demonstration, served."""
    with a_portal(tmp_path_factory.mktemp("demonstration"), demonstration=True) as running:
        load(running.app)
        yield running


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_has_a_violation(portal: Portal, visitor: Visitor, language: str) -> None:
    tour = Tour(portal, language)
    problems: list[str] = []
    for part in (None, *CAST):
        page = visitor.open_as(CAST[part] if part else None, language=language, width=320, bypass_csp=True)
        for address in tour.addresses(page, "/" if part else "/account/sign-in"):
            problems += [f"{part or 'a stranger'}: {problem}" for problem in look(page, address)]
    assert not problems, "\n".join(problems)
    assert tour.met > 40, f"the tour met {tour.met} kinds of page only"


class Tour:
    """The pages links lead to, each met once: a few addresses of an endpoint, one of a set of parameters."""

    def __init__(self, portal: Portal, language: str) -> None:
        self._portal, self._language = portal, language
        self._map: MapAdapter = portal.app.url_map.bind("127.0.0.1")
        self._seen: dict[tuple[str, tuple[str, ...]], int] = {}
        self._pages: dict[str, bool] = {}

    def addresses(self, page: Page, start: str) -> Iterator[str]:
        """Open each page not met yet that `page`'s visitor can reach from `start`; yields its address."""
        waiting, known = [start], {start}
        while waiting:
            address = waiting.pop(0)
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, f"{address} answered {answer.status}"
            if not (page.locator("html").get_attribute("lang") or "").startswith(self._language):
                self._choose(page)
                page.goto(address)
            yield address
            for link in self._links(page):
                if link not in known and self._is_new(page, link):
                    known.add(link)
                    waiting.append(link)

    @property
    def met(self) -> int:
        """How many kinds of page links have led to."""
        return len({endpoint for endpoint, _names in self._seen})

    def _links(self, page: Page) -> list[str]:
        links: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        return [
            link[len(self._portal.url) :].split("#")[0] for link in links if link.startswith(self._portal.url)
        ]

    def _is_new(self, page: Page, link: str) -> bool:
        parts = urlsplit(link)
        try:
            endpoint = str(self._map.match(parts.path, method="GET")[0])
        except HTTPException:  # static files and the theme are served before the routes
            return False
        names = tuple(sorted({pair.split("=")[0] for pair in parts.query.split("&") if pair}))
        count = self._seen[(endpoint, names)] = self._seen.get((endpoint, names), 0) + 1
        return count <= (1 if names else MOST_PER_ENDPOINT) and self._is_page(page, endpoint, link)

    def _is_page(self, page: Page, endpoint: str, link: str) -> bool:
        if endpoint not in self._pages:
            kind = page.request.head(link).headers.get("content-type", "")
            self._pages[endpoint] = kind.startswith("text/html")
        return self._pages[endpoint]

    def _choose(self, page: Page) -> None:
        with page.expect_navigation():
            page.evaluate(
                """language => {
                     const form = [...document.forms].find(f => f.action.endsWith('/account/language'));
                     const field = document.createElement('input');
                     field.type = 'hidden'; field.name = 'language'; field.value = language;
                     for (const old of form.querySelectorAll('[name=language]')) old.disabled = true;
                     form.append(field); form.submit();
                   }""",
                self._language,
            )


def look(page: Page, address: str) -> list[str]:
    """What axe and a narrow screen find wrong with the open page, in each of the looks."""
    problems = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        where = f"{address} ({scheme}, {width} px)"
        if page.evaluate("document.scrollingElement.scrollWidth") > width:
            problems.append(f"{where}: scrolls sideways")
        found: dict[str, Any] = Axe().run(page)
        problems += [
            f"{where}: {violation['id']} at {[node['target'] for node in violation['nodes']][:3]}"
            for violation in found["violations"]
        ]
    page.emulate_media(color_scheme=LOOKS[0][0], reduced_motion="reduce")  # type: ignore[arg-type]
    return problems
