"""Every page there is, as axe and a phone see it, in both languages, light and dark.

In French, whose words are the longer ones, a page is opened in every shape that the tour met, and looked at
light and dark; in English it is opened once.

Most are met in the demonstration by following links as each kind of user; the rest are opened in a made-up
company. A form whose needed fields are left empty is a page to look at as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from advocacy.access import Can, needed
from advocacy.db import db
from advocacy.demonstration import CAST
from tests.journeys.conftest import Visitor, a_visitor
from tests.journeys.tour import Found, read_tour, write_tour
from tests.support.charter_makers import (
    a_document,
    a_draft,
    a_failed_result,
    a_quiz_attempt,
    a_quizzed_version,
    french_text,
)
from tests.support.completion_makers import a_result, an_attempt
from tests.support.demonstration import a_demonstration
from tests.support.once import once
from tests.support.pages import FILES, a_company, pages
from tests.support.portal import Portal, a_portal
from tests.support.training_makers import a_module

pytestmark = pytest.mark.browser

LANGUAGES = ("fr", "en")
WIDTH = 320
"""Pixels: a narrow screen is the hardest (WCAG 2.2, 1.4.10)."""

SHARES = 5
"""Into how many tests the tour is cut, so that test processes can go halves."""

NOT_LINKED = {
    "account.asked": "follows a form: asking for a link to sign in",
    "account.link": "a mail leads there",
    "admin.absence": "leads from somebody's absence, and those whom the tour meets have none",
    "charter.index": "leads to the only document at once; a page only where there are several",
    "charter.quiz": "follows a form: beginning the quiz of a version",
    "charter.result": "follows a form: handing in the quiz of a version",
    "charter_manage.dossier": "leads from the review of a binding version, and there is none",
    "hr.export": "follows a form: ordering a workbook",
    "library_manage.content_import": "follows a form: handing in a file",
    "library_manage.move_content": "leads from a draft in its week, and the tour opens weeks without one",
    "people_imports.show": "follows a form: handing in a file",
    "relay.shares_of_post": "asked again when the window comes back from a network; the post shows the same",
    "training.quiz": "follows a form: beginning the quiz",
    "training.result": "follows a form: handing in the quiz",
    "training_imports.show": "follows a form: handing in a file",
    "training_proofs.mine": "leads from a training shown by a proof, and the tour meets two others",
    "training_recording.revocation": "leads from a completion, and those whom the tour meets have none",
}
"""Pages of the portal that no link of the demonstration leads to, each with the reason."""

MAY_BE_EMPTY = {
    "charter_manage.draft": "an author may save an unfinished text",
    "library_manage.content": "an editor may save an unfinished content",
}
"""Pages whose first form is taken as it comes, each with the reason."""

VIOLATIONS = """async rules => {
  const found = await axe.run({resultTypes: ['violations'], preload: false, ...rules});
  return found.violations.map(one => [one.id, ...one.nodes.slice(0, 3).map(node => node.target.join(' '))]);
}"""
"""What axe finds in the open page: rules broken, each with the first places where."""

COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules about colour: the dearest ones."""

RULES: dict[str, dict[str, dict[str, object]]] = {
    "fr": {"light": {}, "dark": {"runOnly": {"type": "rule", "values": COLOURS}}},
    "en": {"light": {"rules": {rule: {"enabled": False} for rule in COLOURS}}},
}
"""The rules asked in each language and scheme: all of them in both languages. But colours are the same in
every language: they are looked at in one, light and dark."""

FIRST_FORM = """[...document.querySelectorAll('main form[method=post]')].find(form => form.querySelector(
  'textarea[required], input[required]:not([type=radio], [type=checkbox], [type=file])'))"""
"""The first form of the page that asks for words and must not be sent empty."""

SEND_EMPTY = f"""() => {{
  const form = {FIRST_FORM};
  for (const field of form.querySelectorAll('[required]')) field.value = '';
  form.submit();
}}"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A copy of the demonstration, served."""
    with a_demonstration(tmp_path_factory) as running:
        yield running


@pytest.fixture(scope="module")
def found(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What the tour of the demonstration found."""
    return read_tour(once(tmp_path_factory, "tour.json", lambda path: write_tour(portal, path)))


def test_links_lead_to_every_page_of_the_portal(portal: Portal, found: Found) -> None:
    rules = [rule for rule in portal.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    there_are = {rule.endpoint for rule in rules if not FILES.search(rule.rule)}
    unmet = there_are - found.met
    without_reason, met_by_now = sorted(unmet - set(NOT_LINKED)), sorted(set(NOT_LINKED) - unmet)
    assert not without_reason, f"no link of the demonstration leads to {', '.join(without_reason)}"
    assert not met_by_now, f"links lead to {', '.join(met_by_now)} by now"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("share", range(SHARES))
def test_no_page_has_a_violation(found: Found, visitor: Visitor, language: str, share: int) -> None:
    problems: list[str] = []
    page = a_narrow_window(visitor, language)
    found = found if language == "fr" else found.one_per_page()
    for part, stops in groupby(found.share(share, SHARES), key=lambda stop: stop.part):
        visitor.sign_in_as(CAST[part] if part else None, page, language=language)
        for stop in stops:
            problems += [
                f"{stop}: {problem}" for problem in look_at(page, stop.endpoint, stop.address, language)
            ]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_without_a_link_has_a_violation(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, language: str
) -> None:
    problems: list[str] = []
    with a_portal(tmp_path_factory.mktemp("company")) as portal, a_visitor(browser, portal) as visitor:
        number, addresses = a_company_with_every_page(portal)
        page = a_narrow_window(visitor, language)
        for endpoint in (*NOT_LINKED, *MAY_BE_EMPTY):
            who = None if needed(portal.app, endpoint) is Can.ANYONE else number
            visitor.sign_in_as(who, page, language=language)
            problems += [
                f"{endpoint}: {one}" for one in look_at(page, endpoint, addresses[endpoint], language)
            ]
    assert not problems, "\n".join(problems)


def a_company_with_every_page(portal: Portal) -> tuple[str, dict[str, str]]:
    """The number of somebody who may open all pages, and the address of each by its endpoint."""
    with portal.app.app_context():
        company = a_company()
        second = a_quizzed_version(a_document("second"))
        unfinished = a_draft(texts=[french_text(title="", change_note="", statement="")])
        company.gaps["draft_id"] = unfinished.id
        handed_in = an_attempt(company.viewer, a_module("handed-in"))
        a_result(handed_in)
        answered = a_quiz_attempt(second, company.viewer)
        a_failed_result(answered)
        addresses, number = pages(portal.app, company), company.viewer.number
        addresses["training.result"] = f"/training/attempts/{handed_in.id}/result"
        addresses["charter.result"] = f"/charter/attempts/{answered.id}/result"
        db.session.remove()
    return str(number), addresses


def a_narrow_window(visitor: Visitor, language: str) -> Page:
    """A window as wide as a phone, of a browser that speaks this language, with axe on every page."""
    page = visitor.open_as(language=language, width=WIDTH, bypass_csp=True, reduced_motion="reduce")
    page.add_init_script(AXE_SCRIPT)
    return page


def look_at(page: Page, endpoint: str, address: str, language: str) -> list[str]:
    """What is wrong with the page at this address, and with what answers when its form is sent empty."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, f"{address} answered {answer.status}"
    assert answer.url.endswith(address), f"{address} led to {answer.url}"
    assert (page.locator("html").get_attribute("lang") or "").startswith(language)
    problems = look(page, language)
    if endpoint not in MAY_BE_EMPTY and page.evaluate(f"!!{FIRST_FORM}"):
        with page.expect_navigation() as sent:
            page.evaluate(SEND_EMPTY)
        assert sent.value.status in {409, 422}, f"an empty form at {address} was answered {sent.value.status}"
        problems += [f"sent empty, {problem}" for problem in look(page, language)]
    return problems


def look(page: Page, language: str) -> list[str]:
    """What axe and a narrow screen find wrong with the open page, light and dark."""
    wide = page.evaluate("document.scrollingElement.scrollWidth") > WIDTH
    problems = ["scrolls sideways"] if wide else []
    for scheme, rules in RULES[language].items():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        problems += [f"{scheme}: {rule} at {places}" for rule, *places in page.evaluate(VIOLATIONS, rules)]
    page.emulate_media(color_scheme="light")
    return problems
