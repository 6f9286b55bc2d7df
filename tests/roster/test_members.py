"""Members as they are, or were, at an instant."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from flask import Flask
from sqlalchemy import select

from advocacy.db import db
from advocacy.people.models import Employment, Person
from advocacy.people.rules import Language
from advocacy.roster.queries.enrolled import is_enrolled
from advocacy.roster.queries.members import member, member_facts
from advocacy.roster.rules import EndCause
from advocacy.roster.rules.hours import Hours
from tests.support.makers import a_person, an_employer, save
from tests.support.queries import count_queries
from tests.support.roster_makers import (
    a_holding,
    a_member,
    a_pause,
    a_suspension,
    a_topic,
    an_end,
    an_enrolment,
)
from tests.support.world import TestWorld

DAY = timedelta(days=1)


def test_a_member_is_known_with_everything_that_holds(app: Flask, world: TestWorld) -> None:
    topic = a_topic()
    person = a_member(
        topics=[topic], languages=("fr", "en"), alias="Léa · sound", hours=[(0, 540, 720)], capacity=3
    )
    facts = member(db.session(), person.id, at=world.clock.now())
    assert facts.is_enrolled
    assert (facts.alias, facts.slug) == ("Léa · sound", "lea-sound")
    assert facts.languages == {Language.FRENCH, Language.ENGLISH}
    assert facts.hours == (Hours(0, 540, 720, "Europe/Paris"),)
    assert (facts.capacity, facts.paused, facts.suspended) == (3, False, False)
    assert facts.topics == {topic.id}
    assert facts.works_at(world.clock.now())
    assert not facts.works_at(world.clock.now() + DAY)


def test_somebody_who_never_enrolled_has_facts_but_is_no_member(app: Flask, world: TestWorld) -> None:
    person, member_ = a_person(), a_member()
    now = world.clock.now()
    assert not member(db.session(), person.id, at=now).is_enrolled
    assert set(member_facts(db.session(), at=now, people=None)) == {member_.id}


def test_the_past_is_answered_as_it_was(app: Flask, world: TestWorld) -> None:
    now, topic = world.clock.now(), a_topic()
    person = a_member(enrolled_at=now - 20 * DAY)
    a_holding(person, topic, now - 10 * DAY, now - 5 * DAY)
    a_pause(person, now - 9 * DAY, now - 8 * DAY)
    a_suspension(person, from_at=now - 7 * DAY, lifted_at=now - 6 * DAY)
    an_end(person, at=now - 2 * DAY, cause=EndCause.HR)

    def then(days: float) -> tuple[bool, bool, bool, bool]:
        facts = member(db.session(), person.id, at=now - days * DAY)
        return facts.is_enrolled, topic.id in facts.topics, facts.paused, facts.suspended

    assert then(21) == (False, False, False, False)
    assert then(20) == (True, False, False, False)
    assert then(9) == (True, True, True, False)
    assert then(8) == (True, True, False, False)
    assert then(7) == (True, True, False, True)
    assert then(6) == (True, True, False, False)
    assert then(5) == (True, False, False, False)
    assert then(2) == (False, False, False, False)
    assert member(db.session(), person.id, at=now).ended is EndCause.HR


def test_an_open_pause_outlasts_one_with_an_end(app: Flask, world: TestWorld) -> None:
    now, person = world.clock.now(), a_member()
    a_pause(person, until_at=now + DAY)
    assert member(db.session(), person.id, at=now).paused_until == now + DAY
    a_pause(person)
    facts = member(db.session(), person.id, at=now)
    assert facts.paused
    assert facts.paused_until is None


def test_leaving_the_company_ends_the_enrolment_without_anybody_doing_anything(
    app: Flask, world: TestWorld
) -> None:
    person = a_member(a_person(left=date(2026, 5, 6)))
    assert member(db.session(), person.id, at=world.clock.now()).is_enrolled
    world.clock.advance(days=2)
    facts = member(db.session(), person.id, at=world.clock.now())
    assert not facts.is_enrolled
    assert facts.left_on == date(2026, 5, 6)


def test_a_closed_topic_is_held_by_nobody_from_then_on(app: Flask, world: TestWorld) -> None:
    now = world.clock.now()
    topic = a_topic(closed_at=now - DAY)
    person = a_member(topics=[topic])
    assert member(db.session(), person.id, at=now - 2 * DAY).topics == {topic.id}
    assert member(db.session(), person.id, at=now).topics == frozenset()


def test_any_number_of_members_costs_the_same_number_of_queries(app: Flask, world: TestWorld) -> None:
    a_member()
    with count_queries() as few:
        member_facts(db.session(), at=world.clock.now(), people=None)
    for _each in range(5):
        a_member(topics=[a_topic()])
    with count_queries() as many:
        assert len(member_facts(db.session(), at=world.clock.now(), people=None)) == 6
    assert len(few) == len(many) == 3


def test_the_condition_of_lists_decides_as_the_facts_do(app: Flask, world: TestWorld) -> None:
    """However employments follow one another, with gaps, joins and ends: drawn at random, always the same."""
    draw, now = Random(20260504), world.clock.now()
    zone = world.settings.time_zone
    for _each in range(60):
        _a_life(draw, now)
    for days in (0, 15, 40, 75, 120, 200):
        at = now - days * DAY
        facts = member_facts(db.session(), at=at, people=None, zone=zone)
        listed = set(db.session.scalars(select(Person.id).where(is_enrolled(at, zone))))
        assert listed == {person_id for person_id, one in facts.items() if one.is_enrolled}
    assert listed


def _a_life(draw: Random, now: datetime) -> None:
    today = now.date()
    hired = today - timedelta(days=300)
    left = today - timedelta(days=draw.randint(-20, 250)) if draw.random() < 0.7 else None
    person = a_person(hired=hired, left=left)
    begins = left
    while begins is not None and draw.random() < 0.7:
        begins += timedelta(days=draw.choice((0, 0, 1, 20)))
        ends = begins + timedelta(days=draw.randint(1, 90)) if draw.random() < 0.6 else None
        save(
            Employment(
                person_id=person.id,
                employer_id=an_employer().id,
                valid_from=begins,
                valid_to=ends,
                recorded_at=now,
            )
        )
        begins = ends
    for days in sorted({draw.randint(1, 250) for _each in range(draw.randint(1, 2))}, reverse=True):
        an_enrolment(person, now - days * DAY)
        if draw.random() < 0.3:
            an_end(person, at=now - draw.randint(0, days) * DAY)
