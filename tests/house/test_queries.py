"""A page costs a fixed number of queries, whatever the size of the company."""

from __future__ import annotations

from flask import Flask

from advocacy.db import db
from tests.support.client import PageClient
from tests.support.makers import sign_in
from tests.support.pages import a_company, limit_of, pages
from tests.support.queries import count_queries

MORE = 60
"""Enough to fill a page of twenty-five and have a next one."""


def test_no_page_takes_more_queries_in_a_bigger_company(app: Flask, client: PageClient) -> None:
    company = a_company()
    sign_in(client, company.viewer)
    small = {endpoint: queries_of(client, address) for endpoint, address in pages(app, company).items()}
    company.grow(MORE)
    grown = {endpoint: queries_of(client, address) for endpoint, address in pages(app, company).items()}
    more = [
        f"{endpoint}: {len(small[endpoint])} queries, then {len(statements)}"
        for endpoint, statements in grown.items()
        if len(statements) > len(small[endpoint])
    ]
    assert not more, "\n".join(more)
    over = [
        f"{endpoint} takes {len(statements)}, {limit_of(endpoint)} are allowed:\n  " + "\n  ".join(statements)
        for endpoint, statements in grown.items()
        if len(statements) > limit_of(endpoint)
    ]
    assert not over, "\n".join(over)


def queries_of(client: PageClient, address: str) -> list[str]:
    """What is asked of the database when somebody opens the page, the first time in a while."""
    db.session.expunge_all()
    with count_queries() as statements:
        answer = client.get(address)
    assert answer.status_code in {200, 303}, f"{address} answered {answer.status_code}"
    return [" ".join(statement.split())[:160] for statement in statements]
