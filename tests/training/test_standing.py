"""Where people stand with what is required of them: the queries, from rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from advocacy.charter.rules import Weight
from advocacy.db import db
from advocacy.people.rules import Kind
from advocacy.roles import Role
from advocacy.training.models import Revocation
from advocacy.training.queries.held import PersonTrainings, held
from advocacy.training.queries.standing import PersonStanding, standings
from advocacy.training.rules import CycleCause, State, Validity
from tests.support.makers import (
    a_department,
    a_grant,
    a_person,
    a_site,
    an_absence,
    save,
    somebody,
)
from tests.support.queries import count_queries
from tests.support.roster_makers import a_topic
from tests.support.training_makers import (
    a_completion,
    a_cycle,
    a_module,
    a_module_version,
    a_requirement,
    a_waiver,
)
from tests.support.world import MONDAY_MORNING, TestWorld

NOW = MONDAY_MORNING


def the_only(person: object, at: datetime = NOW) -> PersonStanding:
    found = standings(db.session(), at=at, people=[person.id])  # type: ignore[attr-defined]
    assert len(found) == 1
    return found[0]


def test_nobody_stands_anywhere_where_nothing_is_required(app: Flask) -> None:
    person, module = a_person(), a_module()
    a_completion(person, module)
    assert standings(db.session(), at=NOW, people=None) == []
    assert held(db.session(), at=NOW, people=[person.id]) == {person.id: PersonTrainings()}


def test_everyone_owes_what_is_required_of_everyone_but_no_machine(app: Flask) -> None:
    person, outside = a_person(), a_person(kind=Kind.EXTERNAL)
    a_person(kind=Kind.SERVICE)
    a_person(left=date(2026, 3, 1))
    a_requirement(a_module("answering"), begins_on=date(2026, 4, 20), days=30)
    found = standings(db.session(), at=NOW, people=None)
    assert [one.person_id for one in found] == [person.id, outside.id]
    assert {one.state for one in found} == {State.NOT_STARTED}
    assert {one.due_on for one in found} == {date(2026, 5, 20)}
    assert found[0].slug == "answering"
    assert found[0].title["fr"] == "Répondre à un client"
    assert (found[0].cycle, found[0].cause) == (1, CycleCause.FIRST)


def test_it_works(app: Flask) -> None:
    person = a_person()
    module = a_module(published_at=datetime(2025, 1, 1, tzinfo=UTC))
    topic = a_topic()
    a_requirement(module, topics=[topic])
    a_completion(person, module, datetime(2025, 9, 1, 10, tzinfo=UTC))
    assert standings(db.session(), at=NOW, people=None) == []
    found = held(db.session(), at=NOW, people=[person.id])[person.id]
    assert found.general == ()
    assert found.needed_for(topic.id)[0].valid
