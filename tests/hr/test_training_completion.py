"""Completion of trainings by department, module and month, as HR sees it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from advocacy.access import Role
from advocacy.hr.rules import trainings as rules
from advocacy.hr.rules.tallies import Node
from advocacy.hr.rules.trainings import Sum
from tests.hr.conftest import rows
from tests.support.makers import a_grant, a_person, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.training_makers import a_completion, a_module

MARCH, APRIL = datetime(2026, 3, 5, 9, tzinfo=UTC), datetime(2026, 4, 5, 9, tzinfo=UTC)


@pytest.fixture
def done(shop):
    """Two completions in Boots in March, one in Hats in April, of one module."""
    module = a_module("answering", published_at=datetime(2025, 6, 1, tzinfo=UTC))
    for department, at in ((shop.boots, MARCH), (shop.boots, MARCH), (shop.hats, APRIL)):
        a_completion(a_person(department=department), module, at, minutes=30)
    return module


def test_completions_are_counted_by_training_month_and_department(hr, done):
    page = hr.get("/hr/trainings?year=2026").text
    row = rows(page, "By training and month")[0]
    assert row[:5] == ["Answering a customer", "0", "0", "2", "1"]
    assert row[-2:] == ["3", "1.5"]
    assert [row for row in rows(page, "By department") if row[1] != "0"] == [
        ["Hats", "1", "0.5"],
        ["Shoes", "2", "1"],
    ]


def test_a_department_is_counted_with_all_below_it(hr, shop, done):
    page = hr.get(f"/hr/trainings?year=2026&department={shop.shoes.id}").text
    assert rows(page, "By department") == [["Boots", "2", "1"]]
    assert rows(page, "By training and month")[0][-2:] == ["2", "1"]


def test_a_training_and_a_year_narrow_what_is_counted(hr, done):
    a_module("silence")
    assert "Nothing was completed" in hr.get("/hr/trainings?year=2026&module=silence").text
    assert "Nothing was completed" in hr.get("/hr/trainings?year=2025").text
    assert rows(hr.get("/hr/trainings?year=none&module=answering").text, "By training and month")


def test_hr_of_some_departments_counts_only_them(client, shop, done):
    limited = a_person()
    a_grant(limited, Role.HR, shop.hats)
    sign_in(client, limited)
    page = client.get("/hr/trainings?year=2026").text
    assert rows(page, "By department") == [["Hats", "1", "0.5"]]
    assert "Boots" not in page
    assert client.get(f"/hr/trainings?department={shop.shoes.id}").status_code == 404


@pytest.mark.parametrize("role", [None, Role.ADMIN, Role.TRAINER])
def test_who_is_not_of_hr_sees_no_completion(client, shop, done, role):
    person = a_person(department=shop.shoes)
    a_person(department=shop.shoes, manager=person)
    sign_in(client, somebody(role) if role else person)
    assert client.get("/hr/trainings").status_code == 403


def test_what_is_not_there_is_said_so(hr, done):
    assert hr.get("/hr/trainings?module=unknown").status_code == 404
    assert hr.get("/hr/trainings?department=99999999999999999999").status_code == 404
    assert hr.get("/hr/trainings?year=99999").status_code == 200


def test_more_completions_ask_no_more_queries(hr, shop, done):
    with count_queries() as few:
        hr.get("/hr/trainings?year=2026")
    for _each in range(5):
        a_completion(a_person(department=shop.shoes), a_module(), APRIL)
    with count_queries() as many:
        hr.get("/hr/trainings?year=2026")
    assert len(few) == len(many) <= 10, "\n\n".join(many)


def test_a_level_shows_what_was_done_in_the_department_itself():
    nodes = (Node(1, None, "All", "1/"), Node(2, 1, "Part", "1/2/"), Node(3, 2, "Deep", "1/2/3/"))
    sums = {1: Sum(1, 60), 3: Sum(2, 30)}
    top = rules.level(nodes, sums, None)
    assert [(part.name, part.total, part.alone) for part in top.parts] == [("All", Sum(3, 90), False)]
    below = rules.level(nodes, sums, 1)
    assert [(part.name, part.total, part.alone) for part in below.parts] == [
        ("All", Sum(1, 60), True),
        ("Part", Sum(2, 30), False),
    ]
    assert [node.id for node in rules.level(nodes, sums, 3).trail] == [1, 2, 3]
    assert rules.level(nodes, sums, 9) is None
    assert rules.within(nodes, 2) == {2, 3}
    assert rules.within(nodes, 9) == frozenset()


def test_the_months_of_a_year_are_those_begun():
    assert len(rules.months_of(2026, date(2026, 4, 30))) == 4
    assert len(rules.months_of(2025, date(2026, 4, 30))) == 12
    assert rules.months_of(2027, date(2026, 4, 30)) == (date(2027, 1, 1),)
