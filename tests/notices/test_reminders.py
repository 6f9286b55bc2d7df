from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from advocacy import create_app
from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.notices import reminders
from advocacy.notices.models import Notice, ReminderSent
from advocacy.notices.rules import NoticeState
from advocacy.obligations import Obligation, init_obligations
from advocacy.people.rules import Kind, Language
from advocacy.schema import upgrade
from advocacy.work import unit_of_work
from tests.support.jobs import run_jobs
from tests.support.makers import a_person, an_absence
from tests.support.postgres import a_ready_database
from tests.support.world import MONDAY_MORNING, a_world

TODAY = date(2026, 5, 4)


class Owing:
    """A source of obligations that tests fill: by person, what they owe and until when."""

    def __init__(self):
        self.by_person = {}
        self.asked = []

    def __call__(self, session, *, now, day, people):
        self.asked.append(people)
        for person_id, items in self.by_person.items():
            if people is None or person_id in people:
                for key, due_on in items.items():
                    yield Obligation(
                        person_id=person_id,
                        key=key,
                        title={"fr": f"La charte {key}", "en": f"The charter {key}"},
                        since=MONDAY_MORNING,
                        due_on=due_on,
                        path=f"/charter/{key}",
                    )


@pytest.fixture
def owing(app):
    known = app.extensions["advocacy-obligations"]
    source = Owing()
    init_obligations(app, [source])
    yield source
    app.extensions["advocacy-obligations"] = known


def remind(world):
    """Plan, send, and return the mails of this round."""
    before = len(world.mail.sent)
    reminders.plan(world.wiring)
    run_jobs()
    return world.mail.sent[before:]


def text_of(message):
    return message.get_body(("plain",)).get_content()


def test_one_mail_lists_all_that_is_owed(app, world, owing):
    person = a_person("Léa", "Martin", language=Language.ENGLISH)
    owing.by_person[person.id] = {"b": TODAY + timedelta(days=30), "a": TODAY + timedelta(days=12)}
    (message,) = remind(world)
    assert message["Subject"] == "2 things are waiting for you"
    words = text_of(message)
    assert words.index("The charter a") < words.index("The charter b")
    assert "http://localhost/charter/a" in words
    assert "Saturday, 16 May 2026" in words


def test_one_thing_is_named_in_the_subject_in_the_readers_language(app, world, owing):
    person = a_person(language=Language.FRENCH)
    owing.by_person[person.id] = {"a": TODAY + timedelta(days=30)}
    (message,) = remind(world)
    assert "La charte a" in message["Subject"]


def test_nobody_is_reminded_twice_of_one_stage(app, world, owing):
    person = a_person()
    owing.by_person[person.id] = {"a": TODAY + timedelta(days=30)}
    assert len(remind(world)) == 1
    assert remind(world) == []
    world.clock.advance(days=1)
    assert remind(world) == []


def test_the_whole_ladder_over_time(app, world, owing):
    person = a_person()
    owing.by_person[person.id] = {"a": TODAY + timedelta(days=30)}
    days = []
    for day in range(50):
        if remind(world):
            days.append(day)
        world.clock.advance(days=1)
    assert days == [0, 23, 29, 31, 38, 45]


def test_a_stage_that_falls_on_a_weekend_is_told_on_monday(app, world, owing):
    person = a_person()
    owing.by_person[person.id] = {"a": date(2026, 5, 17)}
    assert len(remind(world)) == 1
    world.clock.at = datetime(2026, 5, 9, 8, 0, tzinfo=UTC)
    assert remind(world) == []
    world.clock.at = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)
    assert len(remind(world)) == 1


def test_what_comes_later_the_same_day_waits_for_the_next(app, world, owing):
    person = a_person()
    owing.by_person[person.id] = {"a": TODAY + timedelta(days=30)}
    assert len(remind(world)) == 1
    owing.by_person[person.id]["b"] = TODAY + timedelta(days=30)
    assert remind(world) == []
    world.clock.advance(days=1)
    (message,) = remind(world)
    assert "The charter b" in text_of(message)


def test_outside_working_hours_nobody_is_written_to_and_nobody_is_asked_about(app, world, owing):
    person = a_person()
    owing.by_person[person.id] = {"a": TODAY + timedelta(days=30)}
    for at in (datetime(2026, 5, 4, 20, tzinfo=UTC), datetime(2026, 5, 10, 10, tzinfo=UTC)):
        world.clock.at = at
        assert remind(world) == []
    assert owing.asked == []


def test_each_reader_lives_in_their_own_zone(app, world, owing):
    paris, tahiti = a_person(), a_person(time_zone="Pacific/Tahiti")
    for person in (paris, tahiti):
        owing.by_person[person.id] = {"a": TODAY + timedelta(days=30)}
    (message,) = remind(world)
    assert message["To"] == paris.email
    world.clock.at = datetime(2026, 5, 4, 19, 30, tzinfo=UTC)
    (message,) = remind(world)
    assert message["To"] == tahiti.email


def test_who_is_away_gone_closed_a_machine_or_without_mail_is_left_alone(app, world, owing):
    people = [
        a_person(left=date(2026, 5, 1)),
        a_person(email=None),
        a_person(disabled=True),
        a_person(kind=Kind.SERVICE),
        a_person(),
    ]
    an_absence(people[-1], date(2026, 4, 27), date(2026, 5, 18))
    for person in people:
        owing.by_person[person.id] = {"a": TODAY + timedelta(days=30)}
    assert remind(world) == []


def test_a_reminder_leaves_out_what_was_done_before_it_left(app, world, owing):
    person = a_person()
    owing.by_person[person.id] = {"a": TODAY + timedelta(days=30), "b": TODAY + timedelta(days=30)}
    reminders.plan(world.wiring)
    del owing.by_person[person.id]["a"]
    run_jobs()
    assert "The charter a" not in text_of(world.mail.sent[0])


def test_a_reminder_of_nothing_is_dropped(app, world, owing):
    person = a_person()
    owing.by_person[person.id] = {"a": TODAY + timedelta(days=30)}
    reminders.plan(world.wiring)
    owing.by_person.clear()
    run_jobs()
    assert world.mail.sent == []
    assert db.session.scalars(select(Notice.state)).all() == [NoticeState.DROPPED]


def test_a_planner_that_was_ended_half_way_goes_on_without_repeating(app, world, owing):
    people = [a_person() for _each in range(4)]
    for person in people:
        owing.by_person[person.id] = {"a": TODAY + timedelta(days=30)}
    found = reminders.due(
        db.session(),
        reminders.recipients(db.session(), day=TODAY, zone="Europe/Paris", after=0, limit=99),
        world.clock.now(),
    )
    with unit_of_work(SYSTEM) as work:
        assert reminders.write(work, found[:2]) == 2
    with unit_of_work(SYSTEM) as work:
        assert reminders.write(work, found) == 2
    assert len(remind(world)) == 4


def test_many_people_are_planned_in_batches(app, world, owing):
    people = [a_person() for _each in range(8)]
    for person in people:
        owing.by_person[person.id] = {"a": TODAY + timedelta(days=30)}
    assert reminders.plan(world.wiring, batch_size=3) == 8
    assert max(len(asked) for asked in owing.asked) == 3


def test_the_loop_queues_the_planner_once_per_quarter_of_an_hour(app, world, owing):
    for _worker in range(2):
        reminders.queue_planning(app)
    assert run_jobs() == 1
    world.clock.advance(minutes=15)
    reminders.queue_planning(app)
    assert run_jobs() == 1


@pytest.mark.commits
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_two_planners_at_once_write_to_everybody_once(engine, tmp_path, request):
    address = a_ready_database(request.getfixturevalue("postgresql_server")) if engine == "postgresql" else ""
    world = a_world(tmp_path, address)
    app = create_app(world.wiring)
    source = Owing()
    init_obligations(app, [source])
    with app.app_context():
        upgrade(db.engine)
        for _each in range(60):
            source.by_person[a_person().id] = {"a": TODAY + timedelta(days=30)}
    together = Barrier(4)
    written = []

    def plan():
        with app.app_context():
            together.wait(30)
            written.append(reminders.plan(world.wiring))

    threads = [Thread(target=plan) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with app.app_context():
        assert len(written) == 4
        assert sum(written) == 60
        assert db.session.scalar(select(func.count()).select_from(Notice)) == 60
        assert db.session.scalar(select(func.count()).select_from(ReminderSent)) == 60
        db.session.remove()
        db.engine.dispose()
