"""A manager's own team: what is still to do, and nothing of what anybody did."""

from __future__ import annotations

from datetime import date

import pytest

from advocacy.access import Role
from advocacy.charter.rules import Act
from advocacy.charter.rules.audience import AudienceLine
from tests.hr.conftest import LIVE, rows
from tests.support.charter_makers import a_published_version
from tests.support.crowds import a_crowd, acts
from tests.support.makers import a_department, a_grant, a_person, sign_in
from tests.support.queries import count_queries


@pytest.fixture
def lead(shop):
    """A manager in Shoes."""
    return a_person("Marc", "Petit", department=shop.shoes)


def test_the_team_shows_who_owes_what_by_when_first(client, shop, lead):
    a_person("Ana", "Costa", department=shop.shoes, manager=lead, hired=date(2026, 4, 20))
    a_person("Zoë", "Adam", department=shop.boots, manager=lead)
    done = a_person("Léa", "Arnaud", department=shop.shoes, manager=lead)
    a_person("Ida", "Autre", department=shop.shoes, manager=shop.hr)
    acts(shop.charter, [done.id])
    sign_in(client, lead)
    page = client.get("/hr/team")
    assert rows(page.text, "My team") == [
        ["Zoë Adam", "Boots", "Social media charter 3 days overdue"],
        ["Ana Costa", "Shoes", "Social media charter Due in 16 days"],
        ["Léa Arnaud", "Shoes", "Nothing owed"],
    ]
    assert "2 people have something to do." in page.text


def test_an_objection_an_acknowledgement_and_an_exemption_look_the_same(client, shop, lead):
    one, other = (a_person("Anna", "Same", department=shop.shoes, manager=lead) for _each in range(2))
    acts(shop.charter, [one.id], Act.OBJECTED)
    acts(shop.charter, [other.id])
    a_published_version(live_at=LIVE, audience=[AudienceLine(department_id=shop.hats.id)])
    sign_in(client, lead)
    page = client.get("/hr/team").text
    assert {tuple(row) for row in rows(page, "My team")} == {("Anna Same", "Shoes", "Nothing owed")}
    for word in ("bject", "cknowledged", "/receipts/", "/hr/people/", "2026-04-01"):
        assert word not in page, word


def test_who_left_or_moved_is_not_in_the_team_any_more(client, shop, lead):
    a_person("Yann", "Duval", department=shop.shoes, manager=lead, left=date(2026, 4, 10))
    a_person("Nina", "Encore", department=shop.shoes, manager=lead, hired=date(2026, 6, 1))
    a_person("Ana", "Costa", department=shop.shoes, manager=lead)
    sign_in(client, lead)
    assert [row[0] for row in rows(client.get("/hr/team").text, "My team")] == ["Ana Costa"]


def test_hr_without_a_team_is_told_so(hr, shop):
    assert "Nobody reports to you today" in hr.get("/hr/team").text


@pytest.mark.parametrize("role", [None, Role.AUDITOR, Role.CHARTER_OWNER])
def test_who_manages_nobody_has_no_such_page(client, shop, role):
    person = a_person()
    if role is not None:
        a_grant(person, role)
    sign_in(client, person)
    assert client.get("/hr/team").status_code == 403


def test_a_large_team_comes_in_pages_of_a_fixed_number_of_queries(client, shop, lead):
    a_crowd(10, departments=[shop.shoes], manager=lead)
    sign_in(client, lead)
    with count_queries() as few:
        client.get("/hr/team")
    people = a_crowd(220, departments=[shop.shoes, a_department()], manager=lead)
    acts(shop.charter, people[:100])
    with count_queries() as many:
        page = client.get("/hr/team")
    assert len(few) == len(many) <= 10, "\n\n".join(many)
    found, address = len(rows(page.text, "My team")), page
    while 'rel="next"' in address.text:
        after = address.text.partition('rel="next" href="/hr/team?after=')[2].partition('"')[0]
        address = client.get(f"/hr/team?after={after}")
        found += len(rows(address.text, "My team"))
    assert found == 230
    assert client.get(f"/hr/team?after={2**80}").status_code == 200
