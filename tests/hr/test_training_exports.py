"""Where everybody stands with their trainings, as a file: complete, safe, remembered, in sight only."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from advocacy.access import Role
from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.sheets.formulas import restore
from tests.support.crowds import a_crowd
from tests.support.makers import a_grant, a_person, sign_in
from tests.support.queries import count_queries
from tests.support.training_makers import a_completion, a_module, a_requirement, a_waiver

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
FORMULA = '=HYPERLINK("http://evil.example";"Léa")'


@pytest.fixture
def module(shop):
    """A training required of everyone, that holds for twelve months."""
    module = a_module("answering", published_at=LONG_AGO)
    a_requirement(module, begins_on=LONG_AGO.date())
    return module


def ask(client, **values: object) -> list[dict[str, str]]:
    answer = client.submit("/hr/trainings/export", page="/hr/trainings", **values)
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_file_has_a_line_per_person_and_training_and_no_formula(hr, world, shop, module):
    formula = a_person("Zoë", FORMULA, department=shop.hats, number="-7")
    done = a_person("Ana", "Costa", department=shop.shoes)
    off = a_person("Ida", "Zed", department=shop.boots)
    a_completion(done, module, world.clock.now() - timedelta(days=350))
    a_waiver(off, module, by=shop.hr)
    found = {restore(line["Family name"]): line for line in ask(hr)}
    assert set(found) == {formula.family_name, "Costa", "Zed", "Roux"}
    assert found[FORMULA]["Family name"] == "'" + FORMULA
    assert found[FORMULA]["State"] == "not started"
    costa = found["Costa"]
    assert (costa["Department"], costa["Training"]) == ("Shoes", "Answering a customer")
    assert (costa["State"], costa["Holds until"]) == ("to be renewed soon", "2026-05-19")
    assert costa["Completed at"].startswith("2025-05-19")
    assert found["Zed"]["Let off until"] == "2026-06-02"
    assert found["Zed"]["To be done by"] == ""


def test_the_file_is_narrowed_as_the_page_is(hr, shop, module):
    silence = a_module("silence", published_at=LONG_AGO)
    a_requirement(silence, begins_on=LONG_AGO.date())
    a_person("Ana", "Costa", department=shop.boots)
    lines = ask(hr, module="silence", department=shop.shoes.id)
    assert [(line["Family name"], line["Short name of the training"]) for line in lines] == [
        ("Costa", "silence")
    ]
    narrowed = {"page": "/hr/trainings", "module": "unknown"}
    assert hr.submit("/hr/trainings/export", **narrowed).status_code == 404


def test_the_export_is_remembered_without_a_name(hr, shop, module):
    ask(hr)
    events = select(EventRow.payload).where(EventRow.name == "training_standings_exported")
    assert db.session.scalars(events).all() == [{"people": 1}]


def test_hr_of_some_departments_takes_only_theirs(client, shop, module):
    limited = a_person()
    a_grant(limited, Role.HR, shop.hats)
    a_person("Ana", "Costa", department=shop.hats)
    a_person("Ida", "Zed", department=shop.shoes)
    sign_in(client, limited)
    assert [line["Family name"] for line in ask(client)] == ["Costa"]
    elsewhere = {"page": "/hr/trainings", "department": shop.shoes.id}
    assert client.submit("/hr/trainings/export", **elsewhere).status_code == 404


def test_managers_take_nothing_out(client, shop, module):
    lead = a_person(department=shop.shoes)
    a_person(department=shop.shoes, manager=lead)
    sign_in(client, lead)
    assert client.submit("/hr/trainings/export", page="/hr/team").status_code == 403


def test_a_large_file_is_read_a_thousand_people_at_a_time(hr, shop, module):
    people = a_crowd(1_100, departments=[shop.shoes, shop.hats])
    with count_queries() as statements:
        lines = ask(hr)
    assert len(lines) == len(people) + 1
    assert len(statements) <= 40
