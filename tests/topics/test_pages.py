"""Topics: added, renamed and closed by those who look after their department."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.db import db
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.roles import Role
from advocacy.topics import actions, queries, rules
from advocacy.topics.models import Topic, TopicHolding
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.makers import a_department, a_grant, a_person, acting, sign_in, somebody
from tests.support.roster_makers import a_holding, a_member, a_topic
from tests.support.world import TestWorld


def the_topic() -> Topic:
    """The only topic, as the database has it."""
    return db.session.scalars(select(Topic).execution_options(populate_existing=True)).one()


def test_a_topic_is_added_renamed_and_closed(app: Flask, client: PageClient, world: TestWorld) -> None:
    department = a_department("Logistics")
    sign_in(client, somebody(Role.HR))
    values = {"name_fr": "Livraisons & retours", "name_en": "Deliveries", "department": str(department.id)}
    assert client.submit("/topics/", page="/topics/new", **values).status_code == 303
    assert the_topic().slug == "deliveries"
    page = client.get("/topics/").get_data(as_text=True)
    assert "Deliveries" in page
    assert "Logistics" in page
    renamed = {**values, "name_en": "Parcels"}
    assert client.submit("/topics/deliveries", page="/topics/deliveries", **renamed).status_code == 303
    assert (the_topic().name_en, the_topic().slug) == ("Parcels", "deliveries")
    holder = a_member()
    a_holding(holder, the_topic())
    assert client.submit("/topics/deliveries/closing", page="/topics/deliveries").status_code == 303
    world.clock.advance(seconds=1)
    assert queries.holders(db.session(), the_topic().id, world.clock.now()) == frozenset()
    assert client.submit("/topics/", page="/topics/new", **renamed).status_code == 303
    assert [one.slug for one in queries.topics(db.session())] == ["parcels"]


@pytest.mark.parametrize(
    "wrong", [{"name_fr": ""}, {"name_en": "x" * 121}, {"department": ""}, {"department": "999999"}]
)
def test_a_topic_that_is_not_complete_comes_back(
    app: Flask, client: PageClient, wrong: dict[str, str]
) -> None:
    sign_in(client, somebody(Role.HR))
    values = {"name_fr": "Livraisons", "name_en": "Deliveries", "department": str(a_department().id)}
    assert client.submit("/topics/", page="/topics/new", **{**values, **wrong}).status_code == 422
    assert db.session.scalars(select(Topic)).all() == []


@pytest.mark.parametrize("name", ["Deliveries", "deliveries ", "Livraisons", "DÉLIVERIES"])
def test_two_open_topics_do_not_share_a_name(app: Flask, client: PageClient, name: str) -> None:
    a_topic("Deliveries", "Livraisons")
    sign_in(client, somebody(Role.HR))
    values = {"name_fr": "Colis", "name_en": name, "department": str(a_department().id)}
    assert client.submit("/topics/", page="/topics/new", **values).status_code == 409


@pytest.mark.parametrize("name", ["\u200b", "—", "a\u202eb", "x" * 121])
def test_a_name_that_cannot_be_read_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        rules.topic_name(name)


def test_an_address_is_made_of_letters_and_digits() -> None:
    assert rules.slug_of("Réparations & pièces (2)") == "reparations-pieces-2"
    assert rules.slug_of("配送") == "topic"


def test_hr_of_one_department_changes_no_topic_of_another(app: Flask, client: PageClient) -> None:
    mine, theirs = a_department(), a_department()
    topic = a_topic(department=theirs)
    limited = a_person(department=mine)
    a_grant(limited, Role.HR, mine)
    with unit_of_work(acting(limited)) as work:
        for act in (
            lambda: actions.close(work, topic.id),
            lambda: actions.change(work, topic.id, name_fr="A", name_en="B", department_id=mine.id),
            lambda: actions.add(work, name_fr="A", name_en="B", department_id=theirs.id),
        ):
            with pytest.raises(Refused):
                act()
    sign_in(client, limited)
    assert client.submit(f"/topics/{topic.slug}/closing", page="/topics/new").status_code == 303
    assert the_topic().closed_at is None


def test_employees_do_not_see_the_page_of_topics(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person())
    assert client.get("/topics/").status_code == 403


def test_a_topic_given_twice_is_held_once_and_taken_back_it_is_held_by_nobody(
    app: Flask, world: TestWorld
) -> None:
    topic, person, hr = a_topic(), a_member(), somebody(Role.HR)
    with unit_of_work(acting(hr)) as work:
        first = actions.give(work, person.id, topic.id)
        assert actions.give(work, person.id, topic.id).id == first.id
    now = world.clock.now()
    assert queries.held_at(db.session(), [person.id], now) == {person.id: {topic.id}}
    assert queries.held_at(db.session(), None, now) == {person.id: {topic.id}}
    assert queries.numbers_of_holders(db.session(), now) == {topic.id: 1}
    world.clock.advance(days=1)
    with unit_of_work(acting(hr)) as work:
        actions.take(work, person.id, topic.id)
        actions.take(work, person.id, topic.id)
    assert queries.held_at(db.session(), [person.id], world.clock.now()) == {}
    assert queries.held_at(db.session(), [person.id], now) == {person.id: {topic.id}}
    assert len(db.session.scalars(select(TopicHolding)).all()) == 1


def test_giving_and_taking_need_the_permission_and_the_person_in_sight(app: Flask) -> None:
    topic, mine = a_topic(), a_department()
    outside = a_member(a_person(department=a_department()))
    limited = a_person(department=mine)
    a_grant(limited, Role.HR, mine)
    with unit_of_work(acting(limited)) as work, pytest.raises(NotVisible):
        actions.give(work, outside.id, topic.id)
    with unit_of_work(acting(a_person())) as work, pytest.raises(Forbidden):
        actions.give(work, outside.id, topic.id)


def test_a_closed_topic_is_given_to_nobody(app: Flask, world: TestWorld) -> None:
    topic = a_topic(closed_at=world.clock.now())
    person = a_member()
    with unit_of_work(acting(somebody(Role.HR))) as work, pytest.raises(Refused):
        actions.give(work, person.id, topic.id)
