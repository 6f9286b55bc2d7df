"""The editor in a browser: counted as one types, by keyboard, on a phone, and as axe sees it."""

from __future__ import annotations

import re

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from advocacy.db import db
from advocacy.library.actions.media import keep
from advocacy.library.actions.phrases import add
from advocacy.library.media import take_image
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from tests.journeys.conftest import Visitor
from tests.library.test_media import a_picture
from tests.support.library_makers import a_content, a_sheet
from tests.support.makers import acting, somebody
from tests.support.portal import Portal

pytestmark = pytest.mark.browser


@pytest.fixture
def written(portal: Portal) -> tuple[str, int]:
    """An editor who approves too, by number, and a content with something in every part of its page."""
    with portal.app.app_context():
        editor = somebody(Role.EDITOR, Role.APPROVER)
        with unit_of_work(acting(editor)) as work:
            add(
                work,
                "à vie",
                language=Language.FRENCH,
                reason_fr="Dites dix ans.",
                reason_en="Say ten years.",
            )
            picture = keep(work, take_image(a_picture(size=(1600, 1000))))
        for network in (Network.MASTODON, Network.FACEBOOK):
            a_sheet(network)
        content = a_content(
            editor,
            networks=[Network.X, Network.BLUESKY],
            wordings=2,
            media=[picture],
            claims=["Nine in ten come back"],
        )
        number = editor.number
        assert number is not None
        found = (number, content.id)
        db.session.remove()
    return found


def editor_at(page: Page, content_id: int) -> None:
    """Open the editor."""
    page.goto(f"/library/manage/contents/{content_id}")


def test_an_editor_types_and_sees_what_is_left(visitor: Visitor, written: tuple[str, int]) -> None:
    number, content_id = written
    page = visitor.open_as(number)
    editor_at(page, content_id)
    column = page.locator("#network-x")
    column.get_by_label("French", exact=True).fill("a" * 300)
    expect(column.locator("output").first).to_contain_text(re.compile("Too long by"))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".to-mend")).to_contain_text("The French wording 1 for X is too long by")
    # What is told leads to where it is mended.
    page.get_by_role("link", name=re.compile("The French wording 1 for X")).press("Enter")
    assert page.url.endswith("#part-wordings")


def test_another_network_and_one_more_wording_are_a_key_away(
    visitor: Visitor, written: tuple[str, int]
) -> None:
    number, content_id = written
    page = visitor.open_as(number)
    editor_at(page, content_id)
    mastodon = page.locator("#network-mastodon")
    expect(mastodon.get_by_label("English", exact=True)).to_be_hidden()
    mastodon.locator("summary").first.press("Enter")
    mastodon.get_by_label("English", exact=True).fill("Our boots last.")
    more = page.locator("#network-x .one-more").first
    more.locator("summary").press("Enter")
    more.get_by_label("French, one more wording").fill("Encore autrement.")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.locator(".flash, [role=status]").first).to_contain_text("Saved.")
    expect(page.locator("#network-mastodon").get_by_label("English", exact=True)).to_have_value(
        "Our boots last."
    )
    expect(page.locator("#network-x").get_by_label("French, wording 3")).to_have_value("Encore autrement.")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_and_a_phone_find_nothing_on_the_pages_of_writing(
    visitor: Visitor, written: tuple[str, int], language: str
) -> None:
    number, content_id = written
    addresses = ("contents", "contents/new", f"contents/{content_id}", f"contents/{content_id}/template")
    problems = []
    for scheme in ("light", "dark"):
        page = visitor.open_as(
            number,
            language=language,
            width=320,
            color_scheme=scheme,
            bypass_csp=True,
            reduced_motion="reduce",
        )
        page.add_init_script(AXE_SCRIPT)
        for address in (*addresses, "templates", "phrases"):
            page.goto(f"/library/manage/{address}")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            if page.evaluate("document.scrollingElement.scrollWidth") > 320:
                problems.append(f"{address} scrolls sideways")
            found = page.evaluate(
                "async () => (await axe.run({resultTypes: ['violations'], preload: false})).violations"
            )
            problems += [f"{address}, {scheme}: {one['id']}: {one['nodes'][0]['target']}" for one in found]
    assert problems == []


def test_it_all_works_without_javascript(visitor: Visitor, written: tuple[str, int], portal: Portal) -> None:
    number, content_id = written
    page = visitor.open_as(number, java_script_enabled=False)
    editor_at(page, content_id)
    page.locator("#network-bluesky").get_by_label("French", exact=True).fill("Sans script.")
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": a_picture()})
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".media-file")).to_have_count(2)
    expect(page.locator("#network-bluesky").get_by_label("French", exact=True)).to_have_value("Sans script.")
    expect(page.locator("#network-bluesky output").first).to_contain_text("left of 300")
    with portal.app.app_context():
        assert any((wiring().settings.data_dir / "media").rglob("*"))
