"""Every page of the demonstration, met by following links as each kind of user, as axe and a phone see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page
from werkzeug.routing import MapAdapter

from advocacy.demonstration import CAST, load
from tests.journeys.conftest import Visitor
from tests.support.portal import Portal, a_portal

pytestmark = pytest.mark.browser

NOT_PAGES = {"healthz"}
"""GET routes that answer something else than a page."""

NOT_LINKED: set[str] = set()
"""Pages that no link leads to: a mail does, or a form."""

MOST_PER_ENDPOINT = 2
LOOKS: tuple[tuple[str, int], ...] = (("light", 320), ("dark", 320), ("light", 1280))


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demonstration, served."""
    with a_portal(tmp_path_factory.mktemp("demonstration"), demonstration=True) as running:
        load(running.app)
        yield running


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", [None, *sorted(CAST)])
def test_no_page_has_a_violation(portal: Portal, visitor: Visitor, language: str, part: str | None) -> None:
    page = visitor.open_as(CAST[part] if part else None, language=language, width=320, bypass_csp=True)
    tour = Tour(portal, page)
    problems: list[str] = []
    for address in tour.addresses("/" if part else "/account/sign-in", language):
        problems += look(page, address)
    assert tour.seen, "the tour met no page"
    assert not problems, "\n".join(problems)


class Tour:
    """The pages that links lead to: at most a few addresses of each endpoint, and of each set of parameters."""

    def __init__(self, portal: Portal, page: Page) -> None:
        self._map: MapAdapter = portal.app.url_map.bind("127.0.0.1")
        self._portal, self._page = portal, page
        self.seen: dict[tuple[str, tuple[str, ...]], int] = {}

    def addresses(self, start: str, language: str) -> Iterator[str]:
        """Open each page once, and yield its address while it is open."""
        waiting, known = [start], {start}
        while waiting:
            address = waiting.pop(0)
            answer = self._page.goto(address)
            assert answer is not None
            assert answer.status == 200, f"{address} answered {answer.status}"
            if self._page.locator("html").get_attribute("lang") != language:
                self._choose(language)
                self._page.goto(address)
            yield address
            for link in self._links():
                if link not in known and self._is_new(link):
                    known.add(link)
                    waiting.append(link)

    def _links(self) -> list[str]:
        links: list[str] = self._page.eval_on_selector_all("a[href]:not([download])", "all => all.map(a => a.href)")
        return [link[len(self._portal.url) :].split("#")[0] for link in links if link.startswith(self._portal.url)]

    def _is_new(self, link: str) -> bool:
        parts = urlsplit(link)
        try:
            endpoint, _gaps = self._map.match(parts.path, method="GET")
        except Exception:  # static files and the theme are served before the routes
            return False
        if endpoint in NOT_PAGES or not self._is_page(link):
            return False
        names = tuple(sorted({pair.split("=")[0] for pair in parts.query.split("&") if pair}))
        key = (str(endpoint), names)
        self.seen[key] = self.seen.get(key, 0) + 1
        return self.seen[key] <= (MOST_PER_ENDPOINT if not names else 1)

    def _is_page(self, link: str) -> bool:
        answer = self._page.request.head(link)
        return answer.headers.get("content-type", "").startswith("text/html")

    def _choose(self, language: str) -> None:
        self._page.evaluate(
            """language => {
                 const form = [...document.forms].find(f => f.action.endsWith('/account/language'));
                 const field = document.createElement('input');
                 field.type = 'hidden'; field.name = 'language'; field.value = language;
                 for (const old of form.querySelectorAll('[name=language]')) old.disabled = true;
                 form.append(field); form.submit();
               }""",
            language,
        )
        self._page.wait_for_load_state()


def look(page: Page, address: str) -> list[str]:
    """What axe and a narrow screen find wrong with the open page, in each of the looks."""
    problems = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        where = f"{address} ({scheme}, {width} px)"
        if page.evaluate("document.scrollingElement.scrollWidth") > width:
            problems.append(f"{where}: scrolls sideways")
        found: dict[str, Any] = Axe().run(page)
        problems += [
            f"{where}: {violation['id']} at {[node['target'] for node in violation['nodes']][:3]}"
            for violation in found["violations"]
        ]
    return problems
