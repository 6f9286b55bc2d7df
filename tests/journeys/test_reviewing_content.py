"""A content goes through its review in a real browser: by keyboard on a narrow screen, and in a stale tab."""

from __future__ import annotations

import pytest

from advocacy.db import db
from advocacy.library.models import Content
from advocacy.library.queries.standing import stand
from advocacy.library.rules.standing import Standing
from advocacy.roles import Role
from tests.journeys.conftest import Visitor
from tests.support.library_makers import a_content, a_live_content, edited, handed_in
from tests.support.makers import somebody
from tests.support.portal import Portal

pytestmark = pytest.mark.browser


def test_an_approver_sends_one_back_and_approves_what_comes_again(portal: Portal, visitor: Visitor) -> None:
    with portal.app.app_context():
        editor = somebody(Role.EDITOR, number="E1", given_name="Nadia")
        somebody(Role.APPROVER, number="A1", given_name="Karim")
        content_id = a_content(editor, title="Autumn boots").id
    page = visitor.open_as("E1")
    page.goto(f"/library/manage/contents/{content_id}/review")
    page.get_by_role("button", name="Hand this content in").click()
    page.get_by_text("Handed in. Any change").wait_for()

    phone = visitor.open_as("A1", width=320)
    phone.goto("/library/manage/review")
    phone.get_by_role("link", name="Autumn boots").click()
    phone.get_by_role("link", name="Go to your decision").press("Enter")
    phone.get_by_label("Return this content").press("Space")
    phone.get_by_role("button", name="Decide").press("Enter")
    phone.get_by_role("alert").get_by_text("Say what should change").wait_for()
    assert phone.get_by_label("Return this content").is_checked()
    phone.get_by_label("Note to the author").fill("Say where the boots are made.")
    phone.get_by_role("button", name="Decide").press("Enter")
    phone.get_by_text("The content is returned to its author.").wait_for()

    with portal.app.app_context():
        content = db.session.get_one(Content, content_id)
        edited(content, link="https://example.org/made-in-romans")
        handed_in(content)
    phone.goto(f"/library/manage/contents/{content_id}/review")
    with portal.app.app_context():
        content = db.session.get_one(Content, content_id)
        edited(content, link="https://example.org/made-in-lyon")
        handed_in(content)
    phone.get_by_label("Approve this content").check()
    phone.get_by_role("button", name="Decide").click()
    phone.get_by_role("alert").get_by_text("was handed in again since you opened it").wait_for()
    phone.get_by_role("link", name="https://example.org/made-in-lyon").wait_for()
    phone.get_by_role("button", name="Decide").click()
    phone.get_by_text("The content is approved.").wait_for()
    with portal.app.app_context():
        now = stand(db.session(), content_id)
        assert (now.standing, now.number) == (Standing.APPROVED, 3)
        assert now.live_id == now.revision_id


def test_a_recall_asks_before_and_keeps_what_was_typed(portal: Portal, visitor: Visitor) -> None:
    with portal.app.app_context():
        somebody(Role.APPROVER, number="A1", given_name="Karim")
        content_id = a_live_content(title="Autumn boots").id
    page = visitor.open_as("A1", width=320)
    page.goto(f"/library/manage/contents/{content_id}/review")
    page.get_by_role("link", name="Recall it for good").click()
    page.get_by_label("The reason, in English").fill("The price is wrong.")
    page.get_by_role("button", name="Recall it for good").click()
    page.get_by_role("alert").get_by_text("Give the reason in French").wait_for()
    assert page.get_by_label("The reason, in English").input_value() == "The price is wrong."
    page.get_by_label("The reason, in French").fill("Le prix est faux.")
    page.get_by_role("button", name="Recall it for good").click()
    page.get_by_text("Recalled. Nobody can pass it on").wait_for()
    with portal.app.app_context():
        assert stand(db.session(), content_id).standing is Standing.RECALLED
