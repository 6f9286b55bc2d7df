"""Ended by force in the middle of applying: nothing is half done, and the next run finishes it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy import create_app
from advocacy.db import db
from advocacy.jobs.models import Job, JobState
from advocacy.people.actions import imports
from advocacy.people.models import Employer, Employment, PeopleImportPlace, Person, Placement
from advocacy.roles import SYSTEM
from advocacy.schema import upgrade
from advocacy.uploads.models import ImportState
from advocacy.work import unit_of_work
from tests.people.imports.files import a_people_file, a_read_import, the_import
from tests.support.jobs import run_jobs
from tests.support.postgres import a_ready_database
from tests.support.world import TestWorld, a_world

ROOT = Path(__file__).resolve().parents[3]

VICTIM = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from advocacy import create_app
from advocacy.db import db
from advocacy.people import importing
from tests.support.world import a_world

app = create_app(a_world(Path(sys.argv[1]), sys.argv[2]).wiring)
with app.app_context():
    @event.listens_for(db.engine, "before_cursor_execute")
    def die(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO placement"):
            os.kill(os.getpid(), signal.SIGKILL)
    importing.apply(int(sys.argv[3]))
"""
"""Ends itself by force when persons and employments are written and placements are not."""


@pytest.mark.commits
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_an_import_killed_in_the_middle_is_undone_and_then_finished(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = a_ready_database(request.getfixturevalue("postgresql_server")) if engine == "postgresql" else ""
    app = create_app(a_world(tmp_path, address).wiring)
    with app.app_context():
        upgrade(db.engine)
        found = a_read_import(a_people_file(*({"number": f"A{serial}"} for serial in range(50))))
        import_id = found.id
        with unit_of_work(SYSTEM) as work:
            imports.order_application(work, import_id, confirmed=False)
        command = [sys.executable, "-c", VICTIM, str(tmp_path), address, str(import_id)]
        killed = subprocess.run(command, cwd=ROOT, check=False)
        assert killed.returncode == -signal.SIGKILL
        assert _written() == [0, 0, 0, 0]
        assert the_import(import_id).state is ImportState.APPLYING
        assert run_jobs() == 2, "the import, and the statistics it asked for"
        assert the_import(import_id).state is ImportState.APPLIED
        assert _written() == [1, 50, 50, 50]
        db.session.remove()
        db.engine.dispose()


def test_a_fault_of_ours_is_said_after_some_tries_and_nothing_is_half_done(
    app: Flask, world: TestWorld
) -> None:
    import_id = a_read_import(a_people_file({"number": "A1"})).id
    place = db.session.scalars(select(PeopleImportPlace)).first()
    assert place is not None
    db.session.delete(place)
    db.session.commit()
    with unit_of_work(SYSTEM) as work:
        imports.order_application(work, import_id, confirmed=False)
    for _try in range(3):
        run_jobs()
        assert _written() == [0, 0, 0, 0]
        world.clock.advance(hours=1)
    found = the_import(import_id)
    assert found.state is ImportState.READY
    assert found.problem is not None
    assert "The portal failed while it applied the import" in found.problem["sentence"]
    assert db.session.scalars(select(Job.state).where(Job.kind == imports.APPLY)).all() == [JobState.FAILED]


def _written() -> list[int | None]:
    counts = [
        db.session.scalar(select(func.count(table.id))) for table in (Employer, Person, Employment, Placement)
    ]
    db.session.rollback()
    return counts
