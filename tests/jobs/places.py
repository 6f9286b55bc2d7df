"""An installation of its own for tests that start and end real workers."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from advocacy import create_app
from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.schema import upgrade
from advocacy.wiring import production
from advocacy.work import unit_of_work
from tests.jobs.process import TABLE
from tests.support.waiting import until
from tests.support.world import a_world

LEASE = 2.0
ROOT = Path(__file__).resolve().parents[2]


class Place:
    """An installation of its own, and the workers started in it."""

    def __init__(self, folder, database, **env):
        self.folder, self.database, self.env = folder, database, env
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
            env={**os.environ, "PYTHONPATH": str(ROOT), **self.env},
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
