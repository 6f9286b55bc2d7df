"""Real workers, ended by force: nothing is lost, nothing is done twice."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from advocacy import create_app
from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.schema import upgrade
from advocacy.wiring import production
from advocacy.work import unit_of_work
from tests.jobs.process import TABLE
from tests.support.postgres import a_database
from tests.support.waiting import until
from tests.support.world import a_world

pytestmark = pytest.mark.commits

LEASE = 2.0
ROOT = Path(__file__).resolve().parents[2]


class Place:
    """An installation of its own, and the workers started in it."""

    def __init__(self, folder, database):
        self.folder, self.database = folder, database
        settings = a_world(folder, database, queue_url="").settings
        self.app = create_app(production(settings))
        with self.app.app_context():
            upgrade(db.engine)
            with unit_of_work(SYSTEM) as work:
                work.session.execute(text(TABLE))
        self.workers = []

    def start(self):
        before = {path.name for path in self.folder.glob("ready-*")}
        worker = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.process", str(self.folder), self.database, str(LEASE)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self.workers.append(worker)
        until(lambda: {path.name for path in self.folder.glob("ready-*")} - before, "a worker that is ready")
        return worker

    def queue(self, kind, numbers):
        with self.app.app_context():
            for number in numbers:
                with unit_of_work(SYSTEM) as work:
                    work.later(kind, {"number": number})

    def count(self, query):
        with self.app.app_context():
            found = db.session.execute(text(query)).scalar_one()
            db.session.rollback()
            return found

    def marks(self, kind="done"):
        return self.count(f"SELECT count(*) FROM mark WHERE kind = '{kind}'")

    def all_done(self, number):
        return self.count("SELECT count(*) FROM job WHERE state = 'done'") >= number

    def close(self):
        for worker in self.workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait(30)
        with self.app.app_context():
            db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    server = request.param == "postgresql" and request.getfixturevalue("postgresql_server")
    made = Place(tmp_path, a_database(server) if server else "")
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
    for _restart in range(3):
        assert place.start().wait(60) == -signal.SIGKILL
    with running(place):
        until(lambda: place.all_done(33), "everything")
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
