"""Completions from another training system: previewed line by line, applied whole, never twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.audit.models import EventRow, Opening
from advocacy.audit.sealer import seal
from advocacy.db import db
from advocacy.errors import NotVisible, Refused
from advocacy.people.models import Department, Person
from advocacy.roles import Role
from advocacy.sheets.writing import csv_pieces, write_xlsx
from advocacy.training import importing
from advocacy.training.actions.completing import complete
from advocacy.training.actions.revoking import revoke
from advocacy.training.models import (
    Certificate,
    Completion,
    CompletionImport,
    CompletionImportRow,
    Cycle,
    TrainingTally,
)
from advocacy.training.old_imports import tidy
from advocacy.training.rules import Way
from advocacy.uploads.models import ImportState
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.completion_import_makers import a_read_import, order, the_import
from tests.support.jobs import run_jobs
from tests.support.makers import a_department, a_grant, a_person, acting, sign_in, somebody
from tests.support.training_makers import a_completion, a_cycle, a_module, a_module_version, french_lesson
from tests.support.world import MONDAY_MORNING, TestWorld

NOW = MONDAY_MORNING
FRENCH = ("Matricule", "Formation", "Date de réalisation", "Durée (min)", "Justificatif")
ENGLISH = ("Employee number", "Course", "Completion date", "Minutes", "Evidence")
Cells = Sequence[str]


def a_csv(rows: Sequence[Cells], header: Cells = FRENCH) -> bytes:
    return b"".join(csv_pieces(header, rows, language="fr"))


def an_xlsx(rows: Sequence[Cells], header: Cells = ENGLISH) -> bytes:
    content = BytesIO()
    write_xlsx(content, header, rows, title="Completions")
    return content.getvalue()


def kept(importer: Person, content: bytes, name: str = "lms.csv") -> CompletionImport:
    return a_read_import(acting(importer), content, name)


def applied(importer: Person, content: bytes) -> CompletionImport:
    found = kept(importer, content)
    order(acting(importer), found.id)
    importing.apply(found.id)
    return the_import(found.id)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def limited_hr(department: Department) -> Person:
    person = a_person()
    a_grant(person, Role.HR, department)
    return person


def test_a_file_is_previewed_and_applied(app: Flask, client: PageClient) -> None:
    one, two = a_person(number="A1"), a_person(number="A2")
    a_module("answering")
    sign_in(client, somebody(Role.HR))
    rows = [
        ("A1", "Répondre à un client", "02/03/2026", "90", "Liste"),
        ("a 2", "answering", "2026-03-03", "", ""),
    ]
    answer = client.post(
        "/training/imports/",
        data={
            "csrf_token": client.csrf("/training/imports/"),
            "file": (BytesIO(a_csv(rows)), "lms.csv"),
        },
    )
    page = answer.headers["Location"]
    assert "waits to be read" in client.get(page).get_data(as_text=True)
    run_jobs()
    shown = client.get(page).get_data(as_text=True)
    assert "Record 2 completions" in shown
    assert one.display_name in shown
    assert two.display_name in shown
    assert count(Completion) == 0
    assert client.submit(f"{page}/application", page=page).status_code == 303
    assert "being applied" in client.get(page).get_data(as_text=True)
    assert count(Completion) == 0
    run_jobs()
    found = db.session.scalars(select(Completion).order_by(Completion.person_id)).all()
    assert [(done.person_id, done.minutes, done.evidence, done.way) for done in found] == [
        (one.id, 90, "Liste", Way.IMPORTED),
        (two.id, 0, "", Way.IMPORTED),
    ]
    assert [done.completed_at.date() for done in found] == [date(2026, 3, 2), date(2026, 3, 3)]
    assert "applied" in client.get(page).get_data(as_text=True)
    assert "lms.csv" in client.get("/training/imports/").get_data(as_text=True)


def test_the_same_completions_again_change_nothing_whichever_file(app: Flask) -> None:
    hr = somebody(Role.HR)
    for number in ("A1", "A2"):
        a_person(number=number)
    a_module("answering")
    rows = [("A1", "answering", "2026-03-02", "90", ""), ("A2", "answering", "2026-03-02", "90", "")]
    assert applied(hr, a_csv(rows)).counts["recorded"] == 2
    again = kept(hr, a_csv(rows))
    assert (again.counts["new"], again.counts["known"]) == (0, 2)
    with pytest.raises(Refused, match="nothing to apply"):
        order(acting(hr), again.id)
    other = an_xlsx([*reversed(rows), ("A1", "Answering a customer", "2026-03-04", "5", "")])
    assert applied(hr, other).counts["recorded"] == 1
    assert count(Completion) == count(Cycle) == count(Certificate) == 3
    assert sum(db.session.scalars(select(TrainingTally.completions))) == 3
    assert sum(db.session.scalars(select(TrainingTally.minutes))) == 185


def test_two_previews_of_one_file_applied_one_after_the_other_record_once(app: Flask) -> None:
    one, two = somebody(Role.HR), somebody(Role.HR)
    a_person(number="A1")
    a_module("answering")
    content = a_csv([("A1", "answering", "2026-03-02", "90", "")])
    first, second = kept(one, content), kept(two, content)
    for who, found in ((one, first), (two, second), (one, first)):
        order(acting(who), found.id)
        importing.apply(found.id)
    assert count(Completion) == 1
    told = the_import(second.id).counts
    assert (told["recorded"], told["known"], told["new"]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (("Z9", "answering", "2026-03-02", "", ""), "Matricule", "Nobody whom you look after"),
        (("", "answering", "2026-03-02", "", ""), "Matricule", "number is missing"),
        (("A1", "Cooking", "2026-03-02", "", ""), "Formation", "No published training"),
        (("A1", "draft-only", "2026-03-02", "", ""), "Formation", "No published training"),
        (("A1", "Twice", "2026-03-02", "", ""), "Formation", "Write the short name"),
        (("A1", "answering", "2026-05-05", "", ""), "Date de réalisation", "a day to come"),
        (("A1", "answering", "1990-01-01", "", ""), "Date de réalisation", "was hired on"),
        (("A1", "answering", "31/02/2026", "", ""), "Date de réalisation", "no such day"),
        (("A1", "answering", "", "", ""), "Date de réalisation", "The day is missing"),
        (("A1", "answering", "2026-03-02", "-5", ""), "Durée (min)", "a number of minutes"),
        (("A1", "answering", "2026-03-02", "1e9", ""), "Durée (min)", "a number of minutes"),
        (("A1", "answering", "2026-03-02", "5", "x" * 301), "Justificatif", "at most 300 characters"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_applied(
    app: Flask, client: PageClient, row: Cells, column: str, sentence: str
) -> None:
    hr = somebody(Role.HR)
    a_person(number="A1")
    a_module("answering")
    a_module("draft-only", published=False)
    for slug in ("twice-one", "twice-two"):
        a_module_version(
            a_module(slug, published=False), texts=[french_lesson(title="Twice", quiz="")], quiz=False
        )
    found = kept(hr, a_csv([("A1", "answering", "2026-03-02", "90", ""), row]))
    assert (found.counts["new"], found.counts["error"]) == (1, 1)
    wrong = db.session.scalars(
        select(CompletionImportRow).where(CompletionImportRow.outcome == "error")
    ).one()
    assert (wrong.line, wrong.said["column"]) == (3, column)
    sign_in(client, hr)
    page = f"/training/imports/{found.id}"
    for address in (page, f"{page}/problems.csv"):
        assert sentence in client.get(address).get_data(as_text=True)
    with pytest.raises(Refused, match="There are errors"):
        order(acting(hr), found.id)
    assert count(Completion) == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "is a PDF"),
        (a_csv([("A1", "x")], ("Matricule", "Formation")), "Required columns are missing"),
        (a_csv([("A1", "x", "y")], ("Matricule", "Number", "Formation")), "mean the same"),
        (a_csv([], FRENCH), "no row below it"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    app: Flask, client: PageClient, content: bytes, sentence: str
) -> None:
    hr = somebody(Role.HR)
    found = kept(hr, content)
    assert found.state is ImportState.UNREADABLE
    sign_in(client, hr)
    assert sentence in client.get(f"/training/imports/{found.id}").get_data(as_text=True)


def test_the_same_line_twice_and_what_was_revoked_are_known(app: Flask) -> None:
    hr, person, module = somebody(Role.HR), a_person(number="A1"), a_module("answering")
    done = a_completion(person, module, NOW - timedelta(days=10))
    with unit_of_work(acting(hr)) as work:
        revoke(work, done.id, "Somebody else.")
    day = (NOW - timedelta(days=10)).date().isoformat()
    line = ("A1", "answering", "2026-03-02", "90", "")
    found = kept(hr, a_csv([line, line, ("A1", "answering", day, "", "")]))
    assert (found.counts["new"], found.counts["known"]) == (1, 2)
    said = db.session.scalars(select(CompletionImportRow.said).order_by(CompletionImportRow.line)).all()
    assert [one.get("sentence", "")[:12] for one in said] == ["", "Line %(line)", "It was recor"]


def test_each_line_is_what_completing_one_by_one_would_leave(app: Flask, world: TestWorld) -> None:
    hr, one, two = somebody(Role.HR), a_person(number="A1"), a_person(number="A2")
    module = a_module("answering")
    open_cycle = a_cycle(one, module, at=NOW - timedelta(days=30))
    assert (
        applied(
            hr,
            a_csv([("A1", "answering", "2026-04-20", "30", ""), ("A1", "answering", "2026-03-01", "10", "")]),
        ).counts["recorded"]
        == 2
    )
    imported = db.session.scalars(
        select(Completion).where(Completion.person_id == one.id).order_by(Completion.completed_at)
    ).all()
    assert imported[1].cycle_id == open_cycle.id
    with unit_of_work(acting(hr)) as work:
        single = complete(
            work,
            person=two,
            module_id=module.id,
            version_id=None,
            way=Way.IMPORTED,
            completed_at=imported[0].completed_at,
            minutes=10,
        )
    events = {done.id: db.session.get_one(EventRow, done.event_id) for done in (imported[0], single)}
    bulk, alone = events[imported[0].id], events[single.id]
    assert bulk.leaf
    assert (bulk.name, bulk.version, bulk.actor_id) == (alone.name, alone.version, alone.actor_id)
    assert {**bulk.payload, "cycle": 1, "number": None, "manifest": None} == {
        **alone.payload,
        "cycle": 1,
    }
    opened = db.session.scalars(select(Opening).where(Opening.event_id == bulk.id)).one()
    assert opened.values_["number"] == "A1"
    assert seal() > 0


def test_limited_hr_imports_its_own_departments_and_sees_its_own_imports(
    app: Flask, client: PageClient
) -> None:
    shoes = a_department()
    a_person(number="A1", department=shoes)
    a_person(number="A2")
    a_module("answering")
    hr, other = limited_hr(shoes), somebody(Role.HR)
    inside, outside = (("A1", "answering", "2026-03-02", "", ""), ("A2", "answering", "2026-03-02", "", ""))
    assert kept(hr, a_csv([inside, outside])).counts["error"] == 1
    theirs = kept(other, a_csv([inside, outside]))
    sign_in(client, hr)
    assert client.get(f"/training/imports/{theirs.id}").status_code == 404
    with pytest.raises(NotVisible):
        order(acting(hr), theirs.id)
    assert applied(hr, a_csv([inside])).counts["recorded"] == 1


def test_nobody_imports_their_own(app: Flask) -> None:
    hr = somebody(Role.HR, number="H1")
    a_module("answering")
    assert kept(hr, a_csv([("H1", "answering", "2026-03-02", "", "")])).counts["error"] == 1


def test_a_discarded_import_is_gone(app: Flask, client: PageClient) -> None:
    hr = somebody(Role.HR)
    a_person(number="A1")
    a_module("answering")
    content = a_csv([("A1", "answering", "2026-03-02", "", "")])
    found = kept(hr, content)
    sign_in(client, hr)
    page = f"/training/imports/{found.id}"
    client.submit(f"{page}/discarding", page=page)
    run_jobs()
    assert count(CompletionImportRow) == 0
    with pytest.raises(Refused, match="has ended"):
        order(acting(hr), found.id)
    client.get(page)
    assert applied(hr, content).counts["recorded"] == 1
    template = client.get("/training/imports/template.csv?language=fr").data.decode("utf-8-sig")
    assert template.split(";")[0].strip('"') == "Matricule"


def test_imports_are_put_away_and_their_lines_forgotten_after_thirty_days(
    app: Flask, world: TestWorld
) -> None:
    hr = somebody(Role.HR)
    a_person(number="A1")
    a_module("answering")
    done = applied(hr, a_csv([("A1", "answering", "2026-03-02", "", "")]))
    world.clock.advance(days=1)
    waiting = kept(hr, a_csv([("A1", "answering", "2026-03-03", "", "")]))
    world.clock.advance(days=28)
    tidy(app)
    assert count(CompletionImportRow) == 2
    world.clock.advance(days=3)
    tidy(app)
    run_jobs()
    assert the_import(waiting.id).state is ImportState.DISCARDED
    assert count(CompletionImportRow) == 0
    assert the_import(done.id).counts["recorded"] == 1
