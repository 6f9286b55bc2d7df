"""The calendar in a real browser: by keyboard, by pointer, without scripts, on a phone; and its feed."""

from __future__ import annotations

import urllib.request
from datetime import date, timedelta

import pytest
from axe_core_python.base import AXE_SCRIPT
from icalendar import Calendar
from playwright.sync_api import Page, expect

from advocacy.db import db
from advocacy.networks.words import Network
from advocacy.roles import Role
from tests.journeys.conftest import Visitor
from tests.support.library_makers import a_content, a_live_content
from tests.support.makers import somebody
from tests.support.portal import Portal
from tests.support.sheet_makers import a_company_event, a_slot

pytestmark = pytest.mark.browser

MONTH = "/library/manage/calendar"


def an_editor(portal: Portal) -> str:
    """The number of an editor of a company that has plans for next week."""
    with portal.app.app_context():
        viewer = somebody(Role.EDITOR)
        opens = portal.world.clock.now() + timedelta(days=8)
        a_content(viewer, opens_at=opens, title="Boots in the rain", networks=(Network.LINKEDIN,))
        a_live_content(opens_at=opens + timedelta(minutes=20), networks=(Network.LINKEDIN,))
        a_slot(by_id=viewer.id)
        a_company_event(by_id=viewer.id)
        number = str(viewer.number)
        db.session.remove()
    return number


def focused(page: Page) -> str:
    """The day that has the focus, by the address it leads to."""
    return str(page.evaluate("document.activeElement.getAttribute('href')"))


def test_the_calendar_is_walked_by_keyboard(portal: Portal, visitor: Visitor) -> None:
    page = visitor.open_as(bypass_csp=False)
    visitor.sign_in_as(an_editor(portal), page)
    page.goto(f"{MONTH}?month=2026-05")
    days = page.locator("[data-day]")
    expect(page.locator("[data-calendar-hint]")).to_be_visible()
    days.nth(8).focus()
    for key, day in (
        ("ArrowRight", 6),
        ("ArrowDown", 13),
        ("ArrowLeft", 12),
        ("ArrowUp", 5),
        ("End", 31),
    ):
        page.keyboard.press(key)
        assert f"week={date(2026, 5, day).isoformat()}" in focused(page), key
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert "week=2026-04-27" in focused(page)
    with page.expect_navigation():
        page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", level=1)).to_have_text("June 2026")
    page.goto(f"{MONTH}/week?week=2026-05-12")
    page.get_by_role("link", name="Move it to another day").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("It opens on").fill("2026-05-20")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Week of 18 May 2026")
    expect(page.get_by_role("link", name="Boots in the rain", exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_calendar_needs_no_script_and_fits_a_phone(
    portal: Portal, visitor: Visitor, language: str
) -> None:
    number = an_editor(portal)
    page = visitor.open_as(language=language, width=320, java_script_enabled=False)
    visitor.sign_in_as(number, page, language=language)
    page.goto(f"{MONTH}?month=2026-05")
    page.locator("select[name=network]").select_option("x")
    page.get_by_role("button", name="Filter" if language == "en" else "Filtrer").click()
    assert "network=x" in page.url
    expect(page.locator(".entry:not(.calendar-legend *)")).to_have_count(0)
    page.locator("a[rel=next]").click()
    assert "month=2026-06" in page.url
    assert "network=x" in page.url
    looking = visitor.open_as(language=language, width=320, bypass_csp=True, reduced_motion="reduce")
    looking.add_init_script(AXE_SCRIPT)
    visitor.sign_in_as(number, looking, language=language)
    for address in (f"{MONTH}?month=2026-05", f"{MONTH}/week?week=2026-05-12"):
        looking.goto(address)
        assert looking.evaluate("document.scrollingElement.scrollWidth") <= 320
        for scheme in ("light", "dark"):
            looking.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = looking.evaluate("async () => (await axe.run()).violations.map(one => one.id)")
            assert found == [], f"{address}, {scheme}"


def test_a_feed_is_made_on_the_page_and_read_by_a_program(portal: Portal, visitor: Visitor) -> None:
    page: Page = visitor.open_as(bypass_csp=False)
    visitor.sign_in_as(an_editor(portal), page)
    page.goto(f"{MONTH}/feeds")
    page.get_by_role("button", name="Make the feed").click()
    path = page.locator("#feed-address").inner_text().partition("/calendar/")[2]
    with urllib.request.urlopen(f"{portal.url}/calendar/{path}") as answer:
        read = Calendar.from_ical(answer.read())
    titles = [str(one["summary"]) for one in read.walk("VEVENT")]
    assert "Boots in the rain" in titles
    assert "Leather fair" in titles
