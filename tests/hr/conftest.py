"""A shop with a published charter, and who looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask

from advocacy.access import Role
from advocacy.charter.models import Version
from advocacy.people.models import Department, Person
from tests.support.charter_makers import a_published_version
from tests.support.client import PageClient, tree
from tests.support.makers import a_department, sign_in, somebody

LIVE = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)


@dataclass
class Shop:
    """Two departments side by side, one with a part, and a charter in force since 1 April, due on 1 May."""

    shoes: Department
    boots: Department
    hats: Department
    charter: Version
    hr: Person


@pytest.fixture
def shop(app: Flask) -> Shop:
    """The shop; nobody works there but the person of HR, who is in a department of their own."""
    shoes, hats = a_department("Shoes"), a_department("Hats")
    boots = a_department("Boots", shoes)
    hr = somebody(Role.HR, given_name="Hélène", family_name="Roux", department=a_department("Offices"))
    return Shop(shoes, boots, hats, a_published_version(live_at=LIVE), hr)


@pytest.fixture
def hr(client: PageClient, shop: Shop) -> PageClient:
    """A browser on which HR is signed in."""
    sign_in(client, shop.hr)
    return client


def rows(html: str, caption: str | None = None) -> list[list[str]]:
    """The cells of the page's table rows as text (of the table so captioned, or of all); heads left out."""
    found = []
    for table in tree(html).iter("table"):
        title = table.find("caption")
        if caption is None or (title is not None and "".join(title.itertext()).strip() == caption):
            found += [[_words(cell) for cell in row if cell.tag in {"td", "th"}] for row in _body(table)]
    return found


def _body(table: object) -> Sequence[object]:
    return [row for part in table if part.tag in {"tbody", "tfoot"} for row in part.iter("tr")]  # type: ignore


def _words(cell: object) -> str:
    return " ".join("".join(cell.itertext()).split())  # type: ignore[attr-defined]
