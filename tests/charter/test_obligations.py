"""What people owe, as reminders and Today are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from advocacy.charter.obligations import owed
from advocacy.charter.rules.audience import AudienceLine
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.people.rules import Kind
from tests.support.charter_makers import a_document, a_published_version
from tests.support.makers import a_department, a_person, an_absence
from tests.support.queries import count_queries


def owed_by(world, *people):
    """What these people owe today, by person."""
    now = world.clock.now()
    day = day_in(now, world.settings.time_zone)
    ids = [person.id for person in people]
    found = list(owed(db.session(), now=now, day=day, people=ids))
    return {person.id: [one for one in found if one.person_id == person.id] for person in people}


def test_everyone_owes_what_is_in_force_with_title_day_and_path(world, app):
    person = a_person()
    version = a_published_version(a_document("charter"), days_to_acknowledge=30)
    (one,) = owed_by(world, person)[person.id]
    assert one.key == f"charter:{version.id}"
    assert one.title == {"fr": "Charte des réseaux sociaux", "en": one.title["en"]}
    assert one.due_on == date(2026, 6, 3)
    assert one.since == version.live_at
    assert one.path == "/charter/charter"
    assert not one.is_overdue(date(2026, 6, 3))
    assert one.is_overdue(date(2026, 6, 4))


def test_a_joiner_owes_from_the_first_day_and_an_absence_moves_the_last_one(world, app):
    a_published_version(live_at=datetime(2026, 1, 5, tzinfo=UTC), days_to_acknowledge=14)
    joiner = a_person(hired=date(2026, 5, 1))
    away = a_person(hired=date(2026, 5, 1))
    an_absence(away, date(2026, 5, 4), date(2026, 5, 9))
    found = owed_by(world, joiner, away)
    assert found[joiner.id][0].since == datetime(2026, 4, 30, 22, tzinfo=UTC), "midnight of 1 May in Paris"
    assert found[joiner.id][0].due_on == date(2026, 5, 15)
    assert found[away.id][0].due_on == date(2026, 5, 20)


def test_leavers_machines_and_who_is_not_concerned_owe_nothing(world, app):
    shoes = a_department()
    a_published_version(audience=[AudienceLine(department_id=shoes.id)])
    gone = a_person(department=shoes, left=date(2026, 5, 4))
    machine = a_person(kind=Kind.SERVICE)
    elsewhere = a_person()
    here = a_person(department=a_department(parent=shoes))
    found = owed_by(world, gone, machine, elsewhere, here)
    assert [len(found[person.id]) for person in (gone, machine, elsewhere, here)] == [0, 0, 0, 1]


def test_a_scheduled_version_is_not_owed_before_its_hour(world, app):
    person = a_person()
    a_published_version(live_at=world.clock.now() + timedelta(hours=1))
    assert owed_by(world, person)[person.id] == []
    world.clock.advance(hours=1)
    assert len(owed_by(world, person)[person.id]) == 1


def test_what_everyone_owes_takes_two_queries_for_several_documents(world, app):
    people = [a_person() for _ in range(4)]
    for _ in range(3):
        a_published_version()
    now = world.clock.now()
    with count_queries() as statements:
        found = list(owed(db.session(), now=now, day=now.date(), people=None))
    assert len(statements) == 2
    assert len(found) == 3 * len(people)
