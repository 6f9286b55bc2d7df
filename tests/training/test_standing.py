"""Where people stand with what is required of them: the queries, from rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from advocacy.charter.rules import Weight
from advocacy.db import db
from advocacy.notices.models import ReminderSent
from advocacy.notices.reminders import plan
from advocacy.notices.rules import DEADLINE, EXPIRY
from advocacy.obligations import Obligation
from advocacy.people.models import Person
from advocacy.people.rules import Kind
from advocacy.roles import Role
from advocacy.topics.models import TopicHolding
from advocacy.training.models import Revocation
from advocacy.training.obligations import owed
from advocacy.training.queries import dry_run
from advocacy.training.queries.held import PersonTrainings, held
from advocacy.training.queries.standing import PersonStanding, standings
from advocacy.training.rules import CycleCause, State, Validity, Way
from tests.support.crowds import a_crowd
from tests.support.makers import a_department, a_person, a_site, an_absence, save, somebody
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
SECOND = timedelta(seconds=1)
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


def the_only(person: Person, at: datetime = NOW) -> PersonStanding:
    found = standings(db.session(), at=at, people=[person.id])
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


def test_departments_with_all_below_them_roles_and_topics_are_bound(app: Flask) -> None:
    top = a_department()
    below, beside = a_department(parent=top), a_department()
    topic, other = a_topic(), a_topic()
    inside, outside = a_person(department=below), a_person(department=beside)
    hr, boss = somebody(Role.HR, department=beside), a_person(department=beside)
    a_person(department=beside, manager=boss)
    holder = a_person(department=beside)
    save(TopicHolding(person_id=holder.id, topic_id=topic.id, from_at=NOW - timedelta(days=9)))
    save(TopicHolding(person_id=outside.id, topic_id=other.id, from_at=NOW - timedelta(days=9)))
    a_requirement(a_module(), departments=[top], roles=[Role.HR, Role.MANAGER], topics=[topic])
    found = {one.person_id for one in standings(db.session(), at=NOW, people=None)}
    assert found == {inside.id, hr.id, boss.id, holder.id}


def test_joiners_have_their_days_from_when_they_became_bound(app: Flask) -> None:
    shoes = a_department()
    a_requirement(a_module(), departments=[shoes], begins_on=date(2026, 1, 1), days=30)
    old = a_person(department=shoes)
    new = a_person(department=shoes, hired=date(2026, 5, 1))
    due = {one.person_id: one.due_on for one in standings(db.session(), at=NOW, people=[old.id, new.id])}
    assert due == {old.id: date(2026, 1, 31), new.id: date(2026, 5, 31)}


def test_a_topic_binds_from_the_instant_it_is_held(app: Flask) -> None:
    person, topic = a_person(), a_topic()
    a_requirement(a_module(), topics=[topic], days=10)
    given, taken = NOW - timedelta(days=2), NOW + timedelta(hours=3)
    save(TopicHolding(person_id=person.id, topic_id=topic.id, from_at=given, to_at=taken))

    def bound(at: datetime) -> bool:
        return bool(standings(db.session(), at=at, people=[person.id]))

    assert not bound(given - SECOND)
    assert bound(given)
    assert bound(taken - SECOND)
    assert not bound(taken)
    assert the_only(person).due_on == date(2026, 5, 12)


def test_a_closed_topic_binds_nobody(app: Flask) -> None:
    person, topic = a_person(), a_topic(closed_at=NOW)
    a_requirement(a_module(), topics=[topic])
    save(TopicHolding(person_id=person.id, topic_id=topic.id, from_at=NOW - timedelta(days=2)))
    assert standings(db.session(), at=NOW - SECOND, people=[person.id]) != []
    assert standings(db.session(), at=NOW, people=[person.id]) == []


def test_a_requirement_binds_from_its_first_day_up_to_the_day_it_ends(app: Flask) -> None:
    person = a_person()
    a_requirement(a_module(), begins_on=date(2026, 5, 4), ends_on=date(2026, 5, 6))
    # Days are those of the installation, in Paris: they begin at 22:00 UTC.
    first, end = datetime(2026, 5, 3, 22, tzinfo=UTC), datetime(2026, 5, 5, 22, tzinfo=UTC)
    for at, number in ((first - SECOND, 0), (first, 1), (end - SECOND, 1), (end, 0)):
        assert len(standings(db.session(), at=at, people=[person.id])) == number


def test_a_completion_holds_to_the_second_in_the_zone_of_the_person_their_site_or_the_installation(
    app: Flask,
) -> None:
    module = a_module(published_at=LONG_AGO)
    a_requirement(module, begins_on=date(2025, 1, 1))
    done = datetime(2025, 5, 10, 10, tzinfo=UTC)
    tokyo = a_site()
    tokyo.time_zone = "Asia/Tokyo"
    save(tokyo)
    here, there, chosen = a_person(), a_person(site=tokyo), a_person(site=tokyo, time_zone="America/New_York")
    for person, lapse in (
        (here, datetime(2026, 5, 10, 22, tzinfo=UTC)),
        (there, datetime(2026, 5, 10, 15, tzinfo=UTC)),
        (chosen, datetime(2026, 5, 11, 4, tzinfo=UTC)),
    ):
        a_completion(person, module, done)
        before, after = the_only(person, lapse - SECOND), the_only(person, lapse)
        assert (before.state, after.state) == (State.EXPIRING_SOON, State.EXPIRED)
        assert (before.lapses_at, before.is_valid(lapse - SECOND), after.is_valid(lapse)) == (
            lapse,
            True,
            False,
        )
        for at, valid in ((lapse - SECOND, True), (lapse, False)):
            assert held(db.session(), at=at, people=[person.id])[person.id].general[0].valid is valid


def test_a_completion_counts_from_its_own_second_and_a_revoked_one_never_did(app: Flask) -> None:
    module, person = a_module(published_at=LONG_AGO), a_person()
    a_requirement(module, begins_on=date(2026, 4, 1))
    completion = a_completion(person, module, NOW)
    assert the_only(person, NOW - SECOND).state is State.NOT_STARTED
    assert the_only(person).state is State.COMPLIANT
    save(Revocation(completion_id=completion.id, by_id=person.id, at=NOW, event_id=completion.event_id))
    assert the_only(person).state is State.NOT_STARTED
    assert the_only(person).cycle == 2


def test_an_open_cycle_is_in_progress_and_gives_its_number(app: Flask) -> None:
    module, person = a_module(published_at=LONG_AGO), a_person()
    a_requirement(module)
    assert (the_only(person).state, the_only(person).cycle) == (State.NOT_STARTED, 1)
    cycle = a_cycle(person, module, NOW)
    assert (the_only(person).state, the_only(person).cycle) == (State.IN_PROGRESS, 1)
    a_completion(person, module, NOW, cycle=cycle)
    assert (the_only(person).state, the_only(person).cycle) == (State.COMPLIANT, 2)


def test_a_completion_of_the_past_leaves_the_open_cycle_open(app: Flask) -> None:
    module, person = a_module(published_at=LONG_AGO), a_person()
    a_requirement(module)
    a_cycle(person, module, NOW - timedelta(days=1))
    a_completion(person, module, NOW - timedelta(days=400))
    one = the_only(person)
    assert (one.cycle, one.state) == (1, State.EXPIRED)


def test_everyone_is_in_a_cycle_of_their_own(app: Flask) -> None:
    module, often, never = a_module(published_at=LONG_AGO), a_person(), a_person()
    a_requirement(module, begins_on=date(2026, 4, 1))
    for days in range(9, 0, -1):
        a_completion(often, module, NOW - timedelta(days=days))
    a_cycle(never, module, NOW)
    found = standings(db.session(), at=NOW, people=[often.id, never.id])
    assert [(one.cycle, one.state) for one in found] == [(10, State.COMPLIANT), (1, State.IN_PROGRESS)]


def test_a_proof_that_ends_soon_does_not_hide_what_holds_longer(app: Flask) -> None:
    module, person = a_module(published_at=LONG_AGO), a_person()
    a_requirement(module)
    a_completion(person, module, NOW - timedelta(days=20))
    a_completion(person, module, NOW - timedelta(days=10), expires_on=date(2026, 5, 1))
    one = the_only(person)
    assert (one.state, one.completed_at) == (State.COMPLIANT, NOW - timedelta(days=20))


def test_a_material_version_is_owed_within_the_days_and_the_old_one_counts_until_then(app: Flask) -> None:
    module, person = a_module(published_at=LONG_AGO), a_person()
    a_requirement(module, days=10)
    a_completion(person, module, NOW - timedelta(days=20))
    out = NOW - timedelta(days=2)
    a_module_version(module, Weight.MINOR, published_at=NOW - timedelta(days=3))
    assert the_only(person).state is State.COMPLIANT
    a_module_version(module, Weight.MATERIAL, published_at=out)
    assert the_only(person, out - SECOND).state is State.COMPLIANT
    one = the_only(person)
    assert (one.state, one.due_on, one.cause) == (State.EXPIRING_SOON, date(2026, 5, 12), CycleCause.MATERIAL)
    lapse = datetime(2026, 5, 12, 22, tzinfo=UTC)
    assert held(db.session(), at=lapse - SECOND, people=[person.id])[person.id].general[0].valid
    assert not held(db.session(), at=lapse, people=[person.id])[person.id].general[0].valid
    a_module_version(module, Weight.MINOR, published_at=NOW - timedelta(days=1))
    a_completion(person, module, NOW)
    assert the_only(person).state is State.COMPLIANT


def test_a_completion_without_a_version_is_of_the_one_in_force_then(app: Flask) -> None:
    module, person = a_module(published_at=LONG_AGO), a_person()
    a_requirement(module, validity=Validity.ONCE)
    a_completion(person, module, LONG_AGO - timedelta(days=300), way=Way.IMPORTED)
    assert the_only(person).state is State.COMPLIANT
    a_module_version(module, Weight.MATERIAL, published_at=NOW)
    assert the_only(person).state is State.EXPIRING_SOON


def test_a_waiver_ends_the_debt_and_gives_no_right(app: Flask) -> None:
    module, person = a_module(), a_person()
    a_requirement(module)
    a_waiver(person, module, until=date(2026, 6, 1))
    one = the_only(person)
    assert (one.state, one.waived_until, one.standing.is_owed) == (State.WAIVED, date(2026, 5, 31), False)
    assert not held(db.session(), at=NOW, people=[person.id])[person.id].general[0].valid


def test_absences_pause_the_deadline(app: Flask) -> None:
    person = a_person()
    a_requirement(a_module(), begins_on=date(2026, 4, 20), days=30)
    an_absence(person, date(2026, 4, 27), date(2026, 5, 2))
    assert the_only(person).due_on == date(2026, 5, 25)


def test_of_several_requirements_the_strictest_counts(app: Flask) -> None:
    module, shoes = a_module(published_at=LONG_AGO), a_department()
    person = a_person(department=shoes)
    a_requirement(module, months=12)
    a_requirement(module, months=3, departments=[shoes])
    a_completion(person, module, datetime(2026, 3, 1, 10, tzinfo=UTC))
    assert the_only(person).lapses_at == datetime(2026, 6, 1, 22, tzinfo=UTC)


def test_held_tells_what_any_answer_needs_and_what_each_topic_needs_besides(app: Flask) -> None:
    general, special = (
        a_module("a-general", published_at=LONG_AGO),
        a_module("b-special", published_at=LONG_AGO),
    )
    topic, other = a_topic(), a_topic()
    person = a_person()
    a_requirement(general, months=12)
    a_requirement(general, months=1, topics=[topic])
    a_requirement(special, topics=[topic])
    a_completion(person, general, NOW - timedelta(days=60))
    found = held(db.session(), at=NOW, people=[person.id])[person.id]
    assert [(one.slug, one.valid) for one in found.general] == [("a-general", True)]
    needed = found.needed_for(topic.id)
    assert [(one.slug, one.valid) for one in needed] == [("a-general", False), ("b-special", False)]
    assert needed[0].lapsed_at == datetime(2026, 4, 5, 22, tzinfo=UTC)
    assert needed[0].path == "/training/a-general"
    assert needed[1].lapsed_at is None
    assert found.needed_for(other.id) == found.general


def test_obligations_appear_thirty_days_before_a_lapse_with_the_ladder_of_expiry(app: Flask) -> None:
    module, person = a_module("answering", published_at=LONG_AGO), a_person()
    a_requirement(module, grace_days=10)
    a_completion(person, module, datetime(2025, 6, 3, 10, tzinfo=UTC))

    def owed_at(at: datetime) -> list[Obligation]:
        return list(owed(db.session(), now=at, day=at.date(), people=[person.id]))

    asked = datetime(2026, 5, 3, 22, tzinfo=UTC)
    assert owed_at(asked - SECOND) == []
    (one,) = owed_at(asked)
    assert (one.key, one.path, one.ladder) == (f"training:{module.id}:2", "/training/answering", EXPIRY)
    assert (one.since, one.due_on) == (asked, date(2026, 6, 3))
    (late,) = owed_at(datetime(2026, 6, 10, tzinfo=UTC))
    assert (late.due_on, late.is_overdue(date(2026, 6, 10))) == (date(2026, 6, 13), False)


def test_what_was_never_done_has_the_ladder_of_deadlines(app: Flask) -> None:
    person, module = a_person(), a_module()
    a_requirement(module, begins_on=date(2026, 5, 1))
    (one,) = owed(db.session(), now=NOW, day=NOW.date(), people=[person.id])
    assert (one.key, one.ladder) == (f"training:{module.id}:1", DEADLINE)


def test_reminders_of_an_expiry_leave_once_at_30_7_and_1_days(app: Flask, world: TestWorld) -> None:
    module, person = a_module("answering", published_at=LONG_AGO), a_person()
    a_requirement(module)
    a_completion(person, module, datetime(2025, 6, 19, 10, tzinfo=UTC))
    written: list[date] = []
    world.clock.at = datetime(2026, 5, 15, 8, tzinfo=UTC)
    while world.clock.at < datetime(2026, 6, 20, tzinfo=UTC):
        for _twice in range(2):
            if plan(world.wiring):
                written.append(world.clock.at.date())
        world.clock.advance(days=1)
    # Wednesday 20 May is 30 days before Friday 19 June; the 12th and the 18th are 7 days and 1 day before.
    assert written == [date(2026, 5, 20), date(2026, 6, 12), date(2026, 6, 18)]
    stages = db.session.scalars(select(ReminderSent.stage).order_by(ReminderSent.at)).all()
    assert stages == ["30_days", "7_days", "1_day"]


def test_any_number_of_people_takes_two_queries(app: Flask) -> None:
    shoes, topic = a_department(), a_topic()
    people = [a_person(department=shoes).id for _each in range(2)]
    for _each in range(2):
        a_requirement(a_module(), departments=[shoes], roles=[Role.EMPLOYEE], topics=[topic])

    def counted() -> list[int]:
        found = []
        for read in (
            lambda: standings(db.session(), at=NOW, people=people),
            lambda: held(db.session(), at=NOW, people=people),
            lambda: list(owed(db.session(), now=NOW, day=NOW.date(), people=people)),
        ):
            with count_queries() as statements:
                read()
            found.append(len(statements))
        return found

    assert counted() == [2, 2, 2]
    people += a_crowd(3000, departments=[shoes])
    assert counted() == [2, 2, 2]


def test_the_dry_run_of_a_material_version_tells_who_would_do_it_again(app: Flask) -> None:
    module, shoes = a_module(published_at=LONG_AGO), a_department()
    people = [a_person(department=shoes) for _each in range(3)]
    a_requirement(module, departments=[shoes], days=23)
    for person in people[:2]:
        a_completion(person, module, NOW - timedelta(days=60))
    run = dry_run.material(db.session(), module.id, at=NOW)
    assert (run.bound, run.again, run.owed, run.holding) == (3, 2, 3, 0)
    assert run.due is not None
    assert (run.due.day, run.due.people) == (date(2026, 5, 27), 2)
    assert [share.owed for share in run.departments] == [3]
    assert {mail.stage for mail in run.mails} == {"new", "7_days", "1_day", "late_1"}
    assert run.most_mails == 8
