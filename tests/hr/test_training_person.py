"""All that one person owes and holds, as HR sees it, and what of it a manager sees: to-dos alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advocacy.access import Role
from tests.hr.conftest import rows
from tests.support.answer_makers import an_answer
from tests.support.makers import a_grant, a_person, sign_in
from tests.support.queries import count_queries
from tests.support.roster_makers import a_member, a_suspension, a_topic
from tests.support.training_makers import a_completion, a_module, a_requirement, a_waiver, code_of

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def module(shop):
    """A training required of everyone, that holds for twelve months."""
    module = a_module("answering", published_at=LONG_AGO)
    a_requirement(module, begins_on=LONG_AGO.date())
    return module


@pytest.fixture
def léa(shop):
    """Somebody in Boots, whom somebody in Shoes manages."""
    return a_person("Léa", "Arnaud", department=shop.boots, manager=a_person(department=shop.shoes))


def test_what_is_owed_and_held_is_on_one_page(hr, world, shop, module, léa):
    done = a_completion(léa, module, world.clock.now() - timedelta(days=350))
    other = a_module("silence", published_at=LONG_AGO)
    a_requirement(other, begins_on=LONG_AGO.date())
    a_waiver(léa, other, by=shop.hr)
    topic = a_topic(name_en="Deliveries to the Moon")
    a_member(léa, topics=[topic], alias="Léa · sound team")
    an_answer(léa, topic)
    page = hr.get(f"/hr/people/{léa.id}/held").text
    assert rows(page, "Charter")[0][1] == "Overdue"
    required = rows(page, "Trainings required now")
    assert [row[:2] for row in required] == [
        ["Answering a customer", "to be renewed soon"],
        ["Answering a customer", "let offwaived up to and including 2 June 2026"],
    ]
    assert required[0][4].startswith("Due in")
    assert rows(page, "Trainings completed")[0][3] == "20"
    assert f'href="/training/certificates/{code_of(done)}"' in page
    for words in ("On the roster", "Léa · sound team", "Deliveries to the Moon", "Latest answer in public"):
        assert words in page, words


def test_nothing_owed_and_nothing_held_is_said(hr, léa):
    page = hr.get(f"/hr/people/{léa.id}/held").text
    for words in ("No training is required", "has not completed", "Not on the roster"):
        assert words in page, words


def test_why_somebody_is_suspended_is_not_told(hr, shop, léa):
    a_suspension(a_member(léa), by=shop.hr, reason="Seldom there.")
    page = hr.get(f"/hr/people/{léa.id}/held").text
    assert "Suspended" in page
    assert "Seldom there." not in page


def test_the_page_is_for_hr_of_the_department_alone(client, shop, module, léa):
    limited, manager = a_person(), a_person(department=shop.shoes)
    a_grant(limited, Role.HR, shop.hats)
    a_person(department=shop.boots, manager=manager)
    for who, status in ((limited, 404), (manager, 403), (léa, 403)):
        sign_in(client, who)
        assert client.get(f"/hr/people/{léa.id}/held").status_code == status


def test_a_long_history_asks_no_more_queries(hr, world, shop, module, léa):
    with count_queries() as few:
        hr.get(f"/hr/people/{léa.id}/held")
    for days in range(1, 31):
        a_completion(léa, module, world.clock.now() - timedelta(days=days))
    a_member(léa, topics=[a_topic() for _each in range(5)])
    with count_queries() as many:
        page = hr.get(f"/hr/people/{léa.id}/held").text
    assert len(few) == len(many) <= 10, "\n\n".join(many)
    assert "Only the latest are shown." in page
    assert hr.get(f"/hr/people/{léa.id}").text.count(f"/hr/people/{léa.id}/held") == 1


def test_a_manager_sees_trainings_to_do_and_nothing_that_was_done(client, world, shop, module):
    lead = a_person("Marc", "Petit", department=shop.shoes)
    late = a_person("Ana", "Costa", department=shop.shoes, manager=lead)
    done = a_person("Zoë", "Adam", department=shop.shoes, manager=lead)
    a_completion(late, module, world.clock.now() - timedelta(days=370))
    a_completion(done, module, world.clock.now() - timedelta(days=3))
    a_suspension(a_member(done, alias="Zed of sound"), reason="Seldom there.")
    sign_in(client, lead)
    page = client.get("/hr/team").text
    owed = {row[0]: row[2] for row in rows(page, "My team")}
    assert "Answering a customer 5 days overdue" in owed["Ana Costa"]
    assert "Answering" not in owed["Zoë Adam"]
    for words in ("Seldom", "Zed of sound", "uspended", "/certificates/", "ompleted"):
        assert words not in page, words
