from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.jobs import actions, queries
from advocacy.jobs.models import Job, JobState
from advocacy.jobs.registry import job
from advocacy.jobs.running import ENDED_BY_FORCE, UNKNOWN_KIND, Runner
from advocacy.work import unit_of_work
from tests.jobs import kinds
from tests.support.jobs import run_jobs

LEASE = timedelta(seconds=15)


@pytest.fixture(autouse=True)
def _nothing_seen():
    kinds.seen.clear()


def queue(kind, arguments=None, **options):
    with unit_of_work(SYSTEM) as work:
        work.later(kind, arguments or {}, **options)


def the_job():
    db.session.expire_all()
    return db.session.scalars(select(Job)).one()


def test_a_job_gets_its_ids_and_is_done_once(app):
    queue("test.note", {"person_id": 7})
    assert run_jobs() == 1
    assert kinds.seen == [{"attempt": 1, "person_id": 7}]
    assert the_job().state is JobState.DONE
    assert run_jobs() == 0


def test_a_job_of_a_transaction_that_fails_is_never_run(app):
    def refused_half_way():
        with unit_of_work(SYSTEM) as work:
            work.later("test.note", {})
            raise Refused("No.")

    with pytest.raises(Refused):
        refused_half_way()
    assert run_jobs() == 0
    assert kinds.seen == []


def test_the_same_dedup_key_queues_once(app):
    for _time in range(3):
        queue("test.note", dedup_key="only-once")
    assert run_jobs() == 1
    queue("test.note", dedup_key="only-once")
    assert run_jobs() == 0


def test_a_job_waits_for_its_time(app, world):
    queue("test.note", due=world.clock.now() + timedelta(hours=1))
    assert run_jobs() == 0
    world.clock.advance(hours=1)
    assert run_jobs() == 1


def test_what_has_been_due_for_longest_comes_first(app, world):
    now = world.clock.now()
    for number, minutes in ((1, 3), (2, 9), (3, 6)):
        queue("test.note", {"number": number}, due=now - timedelta(minutes=minutes))
    run_jobs()
    assert [one["number"] for one in kinds.seen] == [2, 3, 1]


def test_a_broken_job_is_tried_again_later_and_then_fails_without_its_words(app, world):
    queue("test.break", {"name": "Léa Martin"})
    for attempt in (1, 2):
        assert run_jobs() == 1
        assert the_job().state is JobState.WAITING
        assert the_job().attempts == attempt
        assert run_jobs() == 0
        world.clock.advance(hours=2)
    assert run_jobs() == 1
    failed = the_job()
    assert failed.state is JobState.FAILED
    assert failed.last_error.startswith("ValueError at kinds.py:")
    assert "Léa" not in failed.last_error
    assert [one.id for one in queries.failed(db.session)] == [failed.id]


def test_a_job_may_say_when_to_try_again_and_why(app, world):
    queue("test.later")
    run_jobs()
    assert the_job().last_error == "the other side is busy"
    assert the_job().due_at == world.clock.now() + timedelta(minutes=7)


def test_a_kind_of_a_newer_release_waits_for_a_newer_worker(app):
    queue("test.of_next_year")
    run_jobs()
    assert the_job().state is JobState.WAITING
    assert the_job().last_error == UNKNOWN_KIND


def test_a_failed_job_can_be_tried_once_more_by_hand(app, world):
    queue("test.break", {"name": "x"})
    for _time in range(3):
        run_jobs()
        world.clock.advance(hours=2)
    with unit_of_work(SYSTEM) as work:
        assert actions.try_once_more(work, the_job().id)
        assert not actions.try_once_more(work, 999_999)
    assert the_job().state is JobState.WAITING
    assert the_job().attempts == 0
    assert run_jobs() == 1


def test_two_runs_never_hold_one_job(app):
    queue("test.note")
    with unit_of_work(SYSTEM) as work:
        job_id = the_job().id
        first = actions.take(work, job_id, "a", LEASE)
        assert first is not None
        assert first.attempt == 1
        assert actions.take(work, job_id, "b", LEASE) is None
        assert actions.take_next(work, "b", LEASE) is None


def test_a_lease_that_ended_is_taken_over_and_the_first_run_changes_nothing_more(app, world):
    queue("test.note")
    job_id = the_job().id
    with unit_of_work(SYSTEM) as work:
        slow = actions.take(work, job_id, "slow", LEASE)
    world.clock.advance(seconds=15)
    with unit_of_work(SYSTEM) as work:
        quick = actions.take_next(work, "quick", LEASE)
        assert (quick.id, quick.attempt) == (job_id, 2)
        assert not actions.put_off(work, slow, due=work.now, error="too slow")
        assert not actions.finish(work, slow)
        assert actions.finish(work, quick)
    assert the_job().state is JobState.DONE


def test_a_renewed_lease_is_not_taken_over(app, world):
    queue("test.note")
    with unit_of_work(SYSTEM) as work:
        held = actions.take_next(work, "long", LEASE)
    world.clock.advance(seconds=10)
    with unit_of_work(SYSTEM) as work:
        actions.renew(work, [(held.id, "long")], LEASE)
    world.clock.advance(seconds=10)
    assert run_jobs() == 0
    assert not queries.some_are_due(db.session(), world.clock.now())
    world.clock.advance(seconds=5)
    assert run_jobs() == 1


def test_a_job_that_ends_its_worker_each_time_counts_as_failed(app, world):
    queue("test.break", {"name": "x"})
    for _time in range(3):
        with unit_of_work(SYSTEM) as work:
            assert actions.take_next(work, "killed", LEASE)
        world.clock.advance(seconds=16)
    assert run_jobs() == 1
    assert the_job().state is JobState.FAILED
    assert the_job().last_error == ENDED_BY_FORCE


def test_a_drain_stops_at_its_limit_and_says_that_there_is_more(app):
    for number in range(3):
        queue("test.note", {"number": number})
    runner = Runner(app)
    assert runner.drain(seconds=60, jobs=2)
    assert not runner.drain(seconds=60)
    assert len(kinds.seen) == 3


def test_a_runner_knows_what_it_holds_only_while_it_runs(app):
    held = []
    runner = Runner(app)

    @job("test.look")
    def look(running):
        held.extend(runner.held)

    queue("test.look")
    runner.run_next()
    assert [job_id for job_id, _holder in held] == [the_job().id]
    assert runner.held == set()


def test_two_kinds_cannot_have_one_name():
    def other(running):
        pass

    other.__module__ = "elsewhere"
    with pytest.raises(TypeError):
        job("test.note")(other)
