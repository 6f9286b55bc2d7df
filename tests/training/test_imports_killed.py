"""Applying an import of completions in parts: killed, stopped, refused in between, and gone on with."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from advocacy import create_app
from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.jobs.models import Job, JobState
from advocacy.people.models import Person, RoleGrant
from advocacy.roles import Role
from advocacy.schema import upgrade
from advocacy.training import importing
from advocacy.training.actions import imports
from advocacy.training.actions.applying import LINES_AT_ONCE, apply_some
from advocacy.training.models import Completion, CompletionImportRow, TrainingTally
from advocacy.uploads.models import ImportState
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.completion_import_makers import (
    a_read_import,
    an_ordered_import,
    an_upload,
    many_lines,
    order,
    somebody_with_a_past,
    the_import,
)
from tests.support.jobs import run_jobs
from tests.support.makers import a_department, a_grant, a_person, acting, sign_in, somebody
from tests.support.postgres import a_ready_database
from tests.support.training_makers import a_module
from tests.support.world import TestWorld, a_world

ROOT = Path(__file__).resolve().parents[2]
PARTS = 3
MANY = PARTS * LINES_AT_ONCE

VICTIM = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from advocacy import create_app
from advocacy.db import db
from advocacy.training import importing
from tests.support.world import a_world

app = create_app(a_world(Path(sys.argv[1]), sys.argv[2]).wiring)
parts = 0
with app.app_context():
    @event.listens_for(db.engine, "before_cursor_execute")
    def die(_connection, _cursor, statement, *_rest):
        global parts
        if statement.startswith("INSERT INTO training_certificate"):
            parts += 1
            if parts == 2:
                os.kill(os.getpid(), signal.SIGKILL)
    importing.apply(int(sys.argv[3]))
"""
"""Ends itself by force in the second part, when completions are written and certificates are not."""


def three_lines(*numbers: str) -> bytes:
    lines = "".join(f"{number},answering,2026-03-02,20\n" for number in numbers)
    return f"number,training,date,minutes\n{lines}".encode()


def recorded() -> int:
    """How many completions there are."""
    count = db.session.scalar(select(func.count(Completion.id))) or 0
    db.session.rollback()
    return count


@pytest.mark.commits
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_worker_killed_half_way_leaves_whole_parts_and_the_next_finishes(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = a_ready_database(request.getfixturevalue("postgresql_server")) if engine == "postgresql" else ""
    app = create_app(a_world(tmp_path, address).wiring)
    with app.app_context():
        upgrade(db.engine)
        somebody_with_a_past()
        a_module("answering")
        import_id = an_ordered_import(acting(somebody(Role.HR)), many_lines(MANY))
        command = [sys.executable, "-c", VICTIM, str(tmp_path), address, str(import_id)]
        killed = subprocess.run(command, cwd=ROOT, check=False)
        assert killed.returncode == -signal.SIGKILL
        assert recorded() == LINES_AT_ONCE
        half = the_import(import_id)
        assert (half.state, half.rows_done) == (ImportState.APPLYING, LINES_AT_ONCE)
        assert half.counts["recorded"] + half.counts["new"] == MANY
        run_jobs()
        found = the_import(import_id)
        assert (found.state, found.counts["recorded"]) == (ImportState.APPLIED, MANY)
        assert recorded() == MANY
        assert db.session.scalar(select(func.sum(TrainingTally.completions))) == MANY
        run = found.run
        importing.apply(import_id)
        assert (recorded(), the_import(import_id).run) == (MANY, run), "once more changes nothing"
        db.session.remove()
        db.engine.dispose()


def test_others_write_between_the_parts(app: Flask) -> None:
    somebody_with_a_past()
    a_module("answering")
    import_id = an_ordered_import(acting(somebody(Role.HR)), many_lines(MANY))
    rows: list[int] = []

    @event.listens_for(db.engine, "before_cursor_execute")
    def count(_c: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        if statement.startswith("UPDATE completion_import SET"):
            rows.append(1)

    try:
        importing.apply(import_id)
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    assert len(rows) == PARTS + 1, "one unit of work for each part, and one that ends the import"
    assert recorded() == MANY


def test_a_part_is_seen_by_others_before_the_next_begins(app: Flask) -> None:
    somebody_with_a_past()
    a_module("answering")
    actor = acting(somebody(Role.HR))
    import_id = an_ordered_import(actor, many_lines(MANY))
    for part in range(1, PARTS + 1):
        with unit_of_work(actor) as work:
            assert apply_some(work, import_id)
        assert recorded() == part * LINES_AT_ONCE
        assert the_import(import_id).rows_done == part * LINES_AT_ONCE
    with unit_of_work(actor) as work:
        assert not apply_some(work, import_id)
    assert the_import(import_id).state is ImportState.APPLIED


def test_whoever_may_no_longer_import_is_stopped_and_somebody_else_goes_on(
    app: Flask, client: PageClient
) -> None:
    somebody_with_a_past()
    a_module("answering")
    one, two = somebody(Role.HR), somebody(Role.HR)
    import_id = an_ordered_import(acting(one), many_lines(MANY))
    with unit_of_work(acting(one)) as work:
        apply_some(work, import_id)
    grant = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == one.id)).one()
    db.session.delete(grant)
    db.session.commit()
    run_jobs()
    stopped = the_import(import_id)
    assert (stopped.state, recorded()) == (ImportState.READY, LINES_AT_ONCE)
    sign_in(client, two)
    page = f"/training/imports/{import_id}"
    assert "may no longer import completions" in client.get(page).get_data(as_text=True)
    client.submit(f"{page}/application", page=page)
    run_jobs()
    found = the_import(import_id)
    assert (found.state, found.counts["recorded"], recorded()) == (ImportState.APPLIED, MANY, MANY)
    by = db.session.scalars(select(Completion.recorded_by_id).distinct()).all()
    assert set(by) == {one.id, two.id}


def test_a_line_that_can_no_longer_be_recorded_is_refused_and_the_others_are_not(
    app: Flask, client: PageClient
) -> None:
    shoes = a_department()
    for number in ("A1", "A2"):
        a_person(number=number, department=shoes)
    a_module("answering")
    two = somebody(Role.HR, number="H2")
    import_id = a_read_import(acting(somebody(Role.HR)), three_lines("A1", "A2", "H2")).id
    order(acting(two), import_id)
    importing.apply(import_id)
    found = the_import(import_id)
    assert (found.counts["recorded"], found.counts["refused"], found.counts["new"]) == (2, 1, 0)
    sign_in(client, two)
    for address in (f"/training/imports/{import_id}", f"/training/imports/{import_id}/problems.csv"):
        assert "Nobody records their own completion" in client.get(address).get_data(as_text=True)
    told = db.session.scalars(select(EventRow.payload).where(EventRow.name == "completions_imported")).one()
    assert (told["recorded"], told["known"], told["refused"]) == (2, 0, 1)


def test_people_who_left_the_importers_departments_meanwhile_are_refused(app: Flask) -> None:
    shoes = a_department()
    hr = a_person()
    grant = a_grant(hr, Role.HR, shoes)
    a_person(number="A1", department=shoes)
    a_module("answering")
    import_id = a_read_import(acting(hr), three_lines("A1")).id
    order(acting(hr), import_id)
    db.session.get_one(RoleGrant, grant.id).department_id = a_department().id
    db.session.commit()
    importing.apply(import_id)
    said = db.session.scalars(select(CompletionImportRow.said)).one()
    assert "no longer among those" in said["sentence"]
    assert recorded() == 0


def test_the_page_tells_how_far_it_is_and_then_the_end(app: Flask, client: PageClient) -> None:
    somebody_with_a_past()
    a_module("answering")
    hr = somebody(Role.HR)
    import_id = an_ordered_import(acting(hr), many_lines(MANY))
    sign_in(client, hr)
    page = f"/training/imports/{import_id}"
    with unit_of_work(acting(hr)) as work:
        apply_some(work, import_id)
    shown = client.get(f"{page}/progress").get_data(as_text=True)
    assert f'max="{MANY}" value="{LINES_AT_ONCE}"' in shown
    seen = f"applying-{MANY}-{MANY}-{LINES_AT_ONCE}"
    assert client.get(f"{page}/progress?seen={seen}").status_code == 204
    run_jobs()
    assert client.get(f"{page}/progress?seen={seen}").status_code == 303
    assert "The import is applied" in client.get(page).get_data(as_text=True)


def test_what_is_being_applied_is_not_discarded_and_not_ordered_twice(app: Flask) -> None:
    a_person(number="A1")
    a_module("answering")
    actor = acting(somebody(Role.HR))
    import_id = an_ordered_import(actor, three_lines("A1"))
    order(actor, import_id)
    assert len(db.session.scalars(select(Job.id).where(Job.kind == imports.APPLY)).all()) == 1
    with pytest.raises(Refused, match="cannot be discarded"), unit_of_work(actor) as work:
        imports.discard(work, import_id)


def test_one_file_uploaded_twice_by_one_person_waits_once_and_is_read_anew(app: Flask) -> None:
    a_module("answering")
    actor = acting(somebody(Role.HR))
    first = a_read_import(actor, three_lines("A1"))
    assert first.counts["error"] == 1
    a_person(number="A1")
    assert an_upload(actor, three_lines("A1")) == first.id
    run_jobs()
    found = the_import(first.id)
    assert (found.state, found.counts["new"], found.counts["error"]) == (ImportState.READY, 1, 0)
    assert len(db.session.scalars(select(CompletionImportRow.id)).all()) == 1


def test_a_large_file_is_staged_in_parts(app: Flask) -> None:
    somebody_with_a_past()
    a_module("answering")
    found = a_read_import(acting(somebody(Role.HR)), many_lines(2_500))
    assert (found.counts["new"], found.rows_total, found.rows_done) == (2_500, 2_500, 2_500)


def test_a_fault_of_ours_is_said_after_some_tries_and_what_was_recorded_stays(
    app: Flask, world: TestWorld
) -> None:
    a_person(number="A1")
    a_module("answering")
    actor = acting(somebody(Role.HR))
    import_id = an_ordered_import(actor, three_lines("A1"))
    row = db.session.scalars(select(CompletionImportRow)).one()
    row.module_id = 987_654
    db.session.commit()
    for _try in range(10):
        run_jobs()
        world.clock.advance(hours=2)
    found = the_import(import_id)
    assert found.state is ImportState.READY
    assert found.problem is not None
    assert "The portal failed while it applied" in found.problem["sentence"]
    assert db.session.scalars(select(Job.state).where(Job.kind == imports.APPLY)).all() == [JobState.FAILED]
    assert db.session.scalars(select(Person.number).where(Person.number == "A1")).one() == "A1"
