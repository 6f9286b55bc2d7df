"""The views that reporting tools read: what happened, and nobody's name."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy import text

from advocacy.db import db
from advocacy.people.models import Person
from advocacy.training.models import Revocation
from advocacy.training.rules import Way
from advocacy.wiring import wiring
from tests.support.makers import a_department, a_person, save
from tests.support.roster_makers import a_member, a_topic, an_end
from tests.support.training_makers import a_completion, a_module

LONG_AGO = date(2020, 1, 1)


def _rows(view: str) -> list[dict[str, object]]:
    return [dict(row) for row in db.session.execute(text(f"SELECT * FROM {view}")).mappings()]


def _placed() -> tuple[Person, int]:
    department = a_department()
    return a_person(department=department, hired=LONG_AGO), department.id


def test_a_completion_is_a_row_without_a_name(app: Flask) -> None:
    person, department_id = _placed()
    module = a_module("answering")
    a_completion(person, module, way=Way.ATTENDED, minutes=45)
    row = _rows("report_training")[0]
    assert set(row) == {"day", "module", "way", "minutes", "cycle", "department_id"}
    assert (str(row["day"]), row["module"], row["way"]) == ("2026-05-04", "answering", "attended")
    assert (row["minutes"], row["cycle"], row["department_id"]) == (45, 1, department_id)


def test_a_revoked_completion_is_no_row(app: Flask) -> None:
    person, _department_id = _placed()
    module = a_module()
    none = a_completion(person, module)
    save(Revocation(completion_id=none.id, by_id=person.id, at=wiring().clock.now(), event_id=none.event_id))
    a_completion(person, module)
    assert [row["cycle"] for row in _rows("report_training")] == [2]


def test_a_member_is_a_row_for_each_topic_they_hold(app: Flask) -> None:
    person, department_id = _placed()
    topics = [a_topic(), a_topic()]
    a_member(person, topics=topics, languages=("fr", "en"), alias="Léa of sound")
    alone, _other = _placed()
    a_member(alone)
    rows = _rows("report_roster")
    assert set(rows[0]) == {"enrolled_on", "topic", "department_id", "languages"}
    mine = [row for row in rows if row["department_id"] == department_id]
    assert {row["topic"] for row in mine} == {topic.slug for topic in topics}
    assert {row["languages"] for row in mine} == {2}
    assert [row["topic"] for row in rows if row not in mine] == [None]


def test_who_left_the_roster_or_the_company_is_no_member(app: Flask) -> None:
    person, _department_id = _placed()
    a_member(person)
    an_end(person)
    a_member(a_person(hired=LONG_AGO, left=date(2021, 1, 1)))
    assert _rows("report_roster") == []
