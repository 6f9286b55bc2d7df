"""Passing a post on, in a browser: by mouse and by keyboard alone, narrow, without JavaScript, with an app of
the device – and what a network that cannot be reached here was asked for."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.library.models import ForbiddenPhrase, OfficialAccount
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.relay.models import Share
from advocacy.roles import Role
from tests.journeys.conftest import Visitor
from tests.support.library_makers import a_live_content
from tests.support.makers import save, somebody
from tests.support.portal import Portal
from tests.support.relay_makers import a_relayer

pytestmark = pytest.mark.browser

LEA = "1001"
NETWORKS = (Network.LINKEDIN, Network.BLUESKY, Network.X, Network.MASTODON)


def a_library(portal: Portal) -> int:
    """A portal with a post, somebody who may pass it on, a word to think twice about; the post's id."""
    with portal.app.app_context():
        a_relayer(number=LEA, language=Language.ENGLISH)
        content = a_live_content(title="Boots for life", networks=NETWORKS, wordings=3)
        now = portal.world.clock.at
        save(
            ForbiddenPhrase(
                phrase="guaranteed",
                search_key="guaranteed",
                reason_fr="Rien ne l’est.",
                reason_en="Nothing is.",
                by_id=somebody(Role.APPROVER).id,
                at=now,
            ),
            OfficialAccount(
                network=Network.LINKEDIN,
                handle="maison-verdier",
                address="https://www.linkedin.com/company/maison-verdier",
                created_at=now,
            ),
        )
        db.session.commit()
        return content.id


def shares(portal: Portal) -> int:
    """How many shares are noted."""
    with portal.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Share)) or 0


def post(page: Page) -> Locator:
    """The text in the share box."""
    return page.get_by_label("Your post", exact=True)


def outside(page: Page) -> list[str]:
    """The addresses outside that this window and those it opens ask for, as a list that grows."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<title>Outside</title><p>Outside.</p>", content_type="text/html")

    page.context.route(lambda address: not address.startswith("http://127.0.0.1"), answer)
    return asked


def asked_for(address: str) -> dict[str, list[str]]:
    """The parameters of an address."""
    return parse_qs(urlsplit(address).query)


def test_a_post_is_passed_on_with_the_mouse(portal: Portal, visitor: Visitor) -> None:
    a_library(portal)
    page = visitor.open_as(LEA)
    asked = outside(page)
    page.goto("/library/")
    page.get_by_role("link", name="Boots for life").click()
    proposed = post(page).input_value()
    page.get_by_role("link", name="Another wording").click()
    expect(post(page)).not_to_have_value(proposed)
    page.get_by_role("link", name="Bluesky").click()
    expect(page.locator("#added")).to_contain_text("#IWorkForMaisonVerdier")
    post(page).fill("Guaranteed for life 👢")
    expect(page.locator("#warnings")).to_contain_text("Nothing is.")
    post(page).fill("Resoled for life 👢")
    expect(page.locator("#warnings")).not_to_contain_text("Nothing is.")
    expect(page.locator(".counter output")).to_contain_text("left of 300")
    page.get_by_role("link", name="X", exact=True).click()
    expect(page.locator(".counter output")).to_contain_text("left of 280")
    expect(post(page)).to_have_value("Resoled for life 👢")
    page.get_by_role("link", name="Bluesky").click()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Open Bluesky").click()
    expect(opened.value.get_by_text("Outside.")).to_be_visible()
    opened.value.close()
    (text,) = asked_for(asked[0])["text"]
    assert text.startswith("Resoled for life 👢\n\n#IWorkForMaisonVerdier\nhttp://127.0.0.1")
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("link", name="Posted? Say so").click()
    page.get_by_label(re.compile("Link to your post")).fill("https://bsky.app/profile/lea/post/1")
    page.get_by_role("button", name="Yes, it is posted").click()
    expect(page.get_by_text("It counts, and nobody sees that it was you.")).to_be_visible()
    assert shares(portal) == 1


def test_linkedin_takes_the_link_and_the_text_is_copied_first(portal: Portal, visitor: Visitor) -> None:
    a_library(portal)
    page = visitor.open_as(LEA, permissions=["clipboard-read", "clipboard-write"])
    asked = outside(page)
    page.goto("/library/")
    page.get_by_role("link", name="Boots for life").click()
    expect(page.get_by_text("www.linkedin.com/company/maison-verdier")).to_be_visible()
    post(page).fill("My own words.")
    page.get_by_role("button", name="Take the text to LinkedIn").click()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Copy the text and open LinkedIn").click()
    opened.value.close()
    assert asked_for(asked[0])["url"][0].startswith(f"{portal.url}/l/")
    expect(page.get_by_text("Copied: now paste it on LinkedIn")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "My own words.\n\nI work for Maison Verdier"


def test_a_post_is_passed_on_without_a_mouse_and_without_javascript(portal: Portal, visitor: Visitor) -> None:
    a_library(portal)
    page = visitor.open_as(LEA, width=320, java_script_enabled=False)
    asked = outside(page)
    page.goto("/library/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    tab_to(page, "Boots for life")
    page.keyboard.press("Enter")
    tab_to(page, "X")
    page.keyboard.press("Enter")
    tab_to(page, "Your post")
    page.keyboard.type(" Guaranteed.")
    tab_to(page, "Open X")
    with page.expect_popup() as warned:
        page.keyboard.press("Enter")
    again = warned.value
    expect(again.get_by_text("Nothing is.")).to_be_visible()
    assert not asked
    assert again.evaluate("document.documentElement.scrollWidth") <= 320
    tab_to(again, "Pass it on as it is")
    with again.expect_popup() as opened:
        again.keyboard.press("Enter")
    expect(opened.value.get_by_text("Outside.")).to_be_visible()
    assert asked[0].startswith("https://x.com/intent/tweet?")
    (text,) = asked_for(asked[0])["text"]
    assert "Guaranteed." in text
    assert text.endswith("\n\n#IWorkForMaisonVerdier")


def tab_to(page: Page, name: str) -> None:
    """Press the tab key until what has this name has the focus. Raises AssertionError if nothing has."""
    for _press in range(60):
        page.keyboard.press("Tab")
        here = page.locator(":focus")
        if here.count() and name in (here.inner_text().strip(), *_labels(here)):
            return
    raise AssertionError(f"the tab key does not lead to {name}")


def _labels(here: Locator) -> list[str]:
    texts = here.inner_text().split("\n")
    label = here.page.locator(f"label[for='{here.get_attribute('id')}']")
    return [*(one.strip() for one in texts), *(one.strip() for one in label.all_inner_texts())]


def test_an_app_of_the_device_gets_the_link_and_to_cancel_is_not_to_share(
    portal: Portal, visitor: Visitor
) -> None:
    a_library(portal)
    page = visitor.open_as(LEA, width=320)
    page.add_init_script(
        """window.cancels = true;
        navigator.share = async (what) => {
          document.body.dataset.given = what.url;
          if (window.cancels) throw new DOMException('cancelled', 'AbortError');
        };"""
    )
    page.goto("/library/")
    page.get_by_role("link", name="Boots for life").click()
    button = page.get_by_role("button", name="Share with an app of this device")
    button.click()
    expect(page.locator("body")).to_have_attribute("data-given", re.compile(f"^{portal.url}/l/"))
    assert shares(portal) == 0
    page.evaluate("window.cancels = false")
    button.click()
    expect(page.locator("#passed-on")).to_contain_text("an app of your device")
    assert shares(portal) == 1
