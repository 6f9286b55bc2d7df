"""Addresses with numbers that no row can have: they lead nowhere, and break nothing."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from advocacy.numbers import LARGEST_ID, LARGEST_KEY, whole_number
from tests.house.test_access import routes
from tests.support.client import PageClient
from tests.support.makers import sign_in
from tests.support.pages import a_company, pages

TOO_LARGE = (LARGEST_KEY + 1, 10 * LARGEST_ID)
ASKED_FOR = ("employer", "department", "site", "version")


@pytest.mark.parametrize("typed", ["", " ", "-1", "+1", "1.0", "1e3", "٣", "x", str(LARGEST_KEY + 1), None])
def test_what_no_id_can_be_is_no_number(typed: str | None) -> None:
    assert whole_number(typed) is None


def test_every_id_a_column_can_hold_is_a_number() -> None:
    assert whole_number("0") == 0
    assert whole_number(str(LARGEST_KEY)) == LARGEST_KEY
    assert whole_number(f" {LARGEST_ID} ", most=LARGEST_ID) == LARGEST_ID


def test_an_address_with_too_large_an_id_leads_nowhere(app: Flask, client: PageClient) -> None:
    company = a_company()
    sign_in(client, company.viewer)
    form = {"csrf_token": client.csrf("/account/")}
    for number in TOO_LARGE:
        for rule, method in routes(app):
            if "<int:" not in rule.rule:
                continue
            address = re.sub(r"<int:[^>]+>", str(number), rule.rule).replace("<slug>", "social-media")
            answer = client.open(address, method=method, data=form if method == "POST" else None)
            # Werkzeug says 405 where another method has a rule of the same shape.
            assert answer.status_code in {404, 405}, f"{method} {address} answered {answer.status_code}"


def test_a_page_asked_for_from_too_large_an_id_on_is_a_page(app: Flask, client: PageClient) -> None:
    company = a_company()
    sign_in(client, company.viewer)
    for address in pages(app, company).values():
        for edge, number in zip(("before", "after"), TOO_LARGE, strict=True):
            asked = dict.fromkeys((edge, *ASKED_FOR), str(number))
            answer = client.get(address, query_string=asked)
            assert answer.status_code < 500, f"{address} answered {answer.status_code} to {asked}"
