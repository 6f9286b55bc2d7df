"""The least that a browser must find."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Visitor
from tests.support.makers import a_person
from tests.support.portal import Portal

pytestmark = pytest.mark.browser


def test_an_employee_finds_today(portal: Portal, visitor: Visitor) -> None:
    with portal.app.app_context():
        number = a_person().number
    page = visitor.open_as(number)
    page.goto("/")
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "en-GB"
