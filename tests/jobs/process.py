"""A worker as its own process, for tests that end it by force: `python -m tests.jobs.process`.

Its jobs leave marks in a table of their own, so that a test can count what was done and how often begun.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from threading import Event

from sqlalchemy import text

from advocacy import create_app
from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.jobs.loops import Loop
from advocacy.jobs.registry import Running, job
from advocacy.jobs.worker import Worker
from advocacy.settings import read_settings
from advocacy.wiring import production, wiring
from advocacy.work import unit_of_work

TABLE = "CREATE TABLE mark (job_id BIGINT NOT NULL, kind VARCHAR(20) NOT NULL, UNIQUE (job_id, kind))"


def mark(job_id: int, kind: str) -> bool:
    """Leave a mark once; whether it was not there."""
    with unit_of_work(SYSTEM) as work:
        statement = text("INSERT INTO mark (job_id, kind) VALUES (:job, :kind) ON CONFLICT DO NOTHING")
        found = work.session.execute(statement, {"job": job_id, "kind": kind})
        return bool(found.rowcount)  # type: ignore[attr-defined]  # a cursor's result has it


@job("test.mark")
def quick(running: Running, *, number: int) -> None:
    """Leave a mark."""
    mark(running.id, "done")


@job("test.mark_slowly")
def slow(running: Running, *, number: int) -> None:
    """Leave a mark at the beginning; the first time, never come to the end."""
    if mark(running.id, "begun"):
        Event().wait()
    mark(running.id, "done")


@job("test.end_by_force")
def end_by_force(running: Running, *, number: int) -> None:
    """End the whole worker by force in the middle, the first time."""
    if mark(running.id, "begun"):
        os.kill(os.getpid(), signal.SIGKILL)
    mark(running.id, "done")


def beat(_app: object) -> None:
    """Leave a mark that names this process, in a loop of which there must be one."""
    mark(os.getpid(), "loop")


def main(folder: str, database: str, lease: float) -> None:
    """Work until told to stop."""
    settings = read_settings(
        {
            "secret_key": "only-for-tests-only-for-tests-only-for-tests",
            "data_dir": Path(folder),
            "database_url": database,
            "log_level": "error",
        }
    )
    app = create_app(production(settings))
    with app.app_context():
        assert wiring().settings is settings
        made = Worker(app, [Loop("marks", 0.2, beat)], threads=3, lease=timedelta(seconds=lease))
        Path(folder, f"ready-{os.getpid()}").touch()
        made.run()
        db.engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
