"""What the home page says of the library."""

from __future__ import annotations

import re

from flask import Flask

from advocacy.library.actions.featuring import feature
from advocacy.people.rules import Kind, Language
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.library_makers import a_live_content
from tests.support.makers import acting, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.relay_makers import a_relayer, stopped


def test_three_posts_at_most_those_shown_first_first(app: Flask, client: PageClient) -> None:
    first = a_live_content(title="Shown first")
    for number in range(4):
        a_live_content(title=f"Post {number}")
    with unit_of_work(acting(somebody(Role.EDITOR))) as work:
        feature(work, first.id)
    sign_in(client, a_relayer(language=Language.ENGLISH))
    with count_queries() as statements:
        page = client.get("/").get_data(as_text=True)
    assert len(statements) <= 12
    assert "What you could pass on" in page
    cards = re.findall(r'id="card-(\d+)"', page)
    assert len(cards) == 3
    assert cards[0] == str(first.id)


def test_a_stop_takes_the_place_of_the_posts(app: Flask, client: PageClient) -> None:
    a_live_content(title="Boots for life")
    stopped()
    sign_in(client, a_relayer(language=Language.ENGLISH))
    page = client.get("/").get_data(as_text=True)
    assert "An article accuses us." in page
    assert "Boots for life" not in page


def test_who_passes_nothing_on_is_asked_nothing(app: Flask, client: PageClient) -> None:
    a_live_content(title="Boots for life")
    sign_in(client, somebody(kind=Kind.EXTERNAL))
    assert "Boots for life" not in client.get("/").get_data(as_text=True)
