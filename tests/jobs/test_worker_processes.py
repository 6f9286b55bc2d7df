"""Real workers, ended by force: nothing is lost, nothing is done twice."""

import signal
from contextlib import contextmanager

import pytest

from tests.jobs.places import Place
from tests.support.postgres import a_ready_database
from tests.support.waiting import until

pytestmark = pytest.mark.commits


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    server = request.param == "postgresql" and request.getfixturevalue("postgresql_server")
    made = Place(tmp_path, a_ready_database(server) if server else "")
    yield made
    made.close()


@contextmanager
def running(place, count=1):
    workers = [place.start() for _each in range(count)]
    yield workers
    for worker in workers:
        if worker.poll() is None:
            worker.send_signal(signal.SIGTERM)
    assert [worker.wait(30) for worker in workers] == [0] * count


def test_a_worker_does_what_is_queued_and_stops_when_asked(place):
    place.queue("test.mark", range(3))
    with running(place):
        until(lambda: place.all_done(3), "what was queued before")
        place.queue("test.mark", range(20))
        until(lambda: place.all_done(23), "what is queued meanwhile")
        until(lambda: place.marks("loop") == 1, "the loop")
    assert place.marks() == 23
    assert place.count("SELECT count(*) FROM lease") == 0


def test_what_a_killed_worker_held_is_done_by_the_next(place):
    place.queue("test.mark_slowly", range(2))
    place.queue("test.mark", range(10))
    killed = place.start()
    until(lambda: place.marks("begun") == 2, "two jobs begun")
    killed.kill()
    killed.wait(30)
    assert not place.all_done(12)
    with running(place):
        until(lambda: place.all_done(12), "everything, after the restart")
    assert place.marks() == 12
    assert place.count("SELECT count(*) FROM job WHERE state <> 'done'") == 0
    assert place.count("SELECT max(attempts) FROM job") == 2


def test_workers_that_kill_themselves_in_the_middle_lose_nothing(place):
    place.queue("test.end_by_force", range(3))
    place.queue("test.mark", range(30))
    kills = 0
    while True:
        worker = place.start()
        until(lambda: worker.poll() is not None or place.all_done(33), "an end, or all the work")  # noqa: B023
        if worker.poll() is None:
            break
        assert worker.returncode == -signal.SIGKILL
        kills += 1
    worker.terminate()
    assert worker.wait(30) == 0
    assert 1 <= kills <= 3
    assert place.marks() == 33


def test_two_workers_share_the_work_and_one_runs_the_loops(place):
    with running(place, 2) as (first, second):
        place.queue("test.mark", range(60))
        until(lambda: place.all_done(60), "the work")
        until(lambda: place.marks("loop") == 1, "one of them to run the loops")
        leader = place.count("SELECT job_id FROM mark WHERE kind = 'loop'")
        assert leader in {first.pid, second.pid}
        gone, left = (first, second) if first.pid == leader else (second, first)
        gone.send_signal(signal.SIGTERM)
        assert gone.wait(30) == 0
        until(lambda: place.marks("loop") == 2, "the other to take the loops over")
        assert left.poll() is None
    assert place.marks() == 60
    assert place.count("SELECT sum(attempts) FROM job") == 60
