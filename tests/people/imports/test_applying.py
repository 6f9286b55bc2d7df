"""What applying an import leaves in the database, and that the same file again leaves nothing to do."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import func, select, text

from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.people import importing
from advocacy.people.actions import departments, imports, persons, statistics
from advocacy.people.models import (
    Department,
    Employer,
    Employment,
    PeopleImport,
    PeopleImportFact,
    PeopleImportPlace,
    PeopleImportRow,
    Person,
    Placement,
    RoleGrant,
    SignIn,
    Site,
)
from advocacy.people.old_imports import tidy
from advocacy.people.rules import Kind, Language
from advocacy.roles import SYSTEM, Role
from advocacy.uploads import actions as uploads
from advocacy.uploads.models import ImportState
from advocacy.uploads.packing import Packed
from advocacy.work import unit_of_work
from tests.people.imports.files import (
    a_people_file,
    a_read_import,
    an_applied_file,
    apply_it,
    problems,
    the_import,
)
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.makers import a_department, a_grant, a_person, acting, sign_in, somebody
from tests.support.world import TestWorld

TODAY = date(2026, 5, 4)
SIREN = "732829320"


def person(number: str) -> Person:
    """The person with this number."""
    return db.session.scalars(select(Person).where(Person.number == number)).one()


def days(row: type[Employment] | type[Placement], number: str) -> list[tuple[date, date | None]]:
    """The days of somebody's rows of one kind, as known now."""
    statement = select(row.valid_from, row.valid_to).where(
        row.person_id == person(number).id, row.retired_at.is_(None)
    )
    return [(one[0], one[1]) for one in db.session.execute(statement.order_by(row.valid_from))]


def places(number: str) -> list[tuple[str, str | None, str, str | None]]:
    """Employer, site, department and manager's number of somebody's placements, as known now."""
    manager = select(Person.number).where(Person.id == Placement.manager_id).scalar_subquery()
    statement = (
        select(Employer.name, Site.name, Department.name, manager)
        .select_from(Placement)
        .join(Employer, Employer.id == Placement.employer_id)
        .join(Department, Department.id == Placement.department_id)
        .outerjoin(Site, Site.id == Placement.site_id)
        .where(Placement.person_id == person(number).id, Placement.retired_at.is_(None))
    )
    return [tuple(row) for row in db.session.execute(statement.order_by(Placement.valid_from))]


def counts(*people: Mapping[str, str], complete: bool = False) -> dict[str, int]:
    """What a file would do, without what it would not."""
    found = a_read_import(a_people_file(*people), complete=complete)
    assert found.state is ImportState.READY, found.problem
    shown = ("joiners", "changes", "leavers", "returners", "errors", "sirens")
    return {key: found.counts[key] for key in shown if found.counts[key]}


def test_joiners_get_identity_place_and_manager(app: Flask, world: TestWorld) -> None:
    an_applied_file(
        {"number": "A1", "site": "Lyon", "start": "2026-01-05"},
        {
            "number": "a 2",
            "given_name": "Zoé",
            "family_name": "de L’Hôte",
            "email": "Zoe@Verdier.example",
            "language": "en",
            "kind": "externe",
            "end": "31/12/2026",
            "manager": "A1",
            "site": "lyon",
            "department": "sales > SOUND > Vinyl",
        },
    )
    zoe = person("A2")
    assert (zoe.kind, zoe.language, zoe.email, zoe.email_key) == (
        Kind.EXTERNAL,
        Language.ENGLISH,
        "zoe@verdier.example",
        "zoe@verdier.example",
    )
    assert (zoe.sort_key, zoe.search_key) == ("de l'hote zoe", "zoe de l'hote")
    assert len(zoe.subject) == 32
    assert person("A1").language is Language(world.wiring.settings.language), "the installation's language"
    assert days(Employment, "A2") == days(Placement, "A2") == [(TODAY, date(2027, 1, 1))]
    assert days(Employment, "A1") == [(date(2026, 1, 5), None)]
    assert places("A2") == [("Maison Verdier", "Lyon", "Vinyl", "A1")]
    tree = db.session.scalars(select(Department).order_by(Department.path)).all()
    assert [(one.name, one.depth) for one in tree] == [("Sales", 0), ("Sound", 1), ("Vinyl", 2)]
    assert tree[2].path == f"{tree[0].id}/{tree[1].id}/{tree[2].id}/"
    assert db.session.scalar(select(func.count(Site.id))) == 1


def test_the_same_file_again_changes_nothing(app: Flask) -> None:
    people = ({"number": "A1", "email": "a@verdier.example", "start": "2020-01-02"}, {"number": "A2"})
    an_applied_file(*people)
    rows = db.session.scalar(select(func.count(Placement.id)))
    again = apply_it(a_read_import(a_people_file(*people), complete=True))
    assert again.state is ImportState.APPLIED
    assert (again.counts["unchanged"], db.session.scalar(select(func.count(Placement.id)))) == (2, rows)


def test_an_import_leaves_one_event_with_its_counts(app: Flask) -> None:
    an_applied_file({"number": "A1"}, {"number": "A2"})
    events = db.session.scalars(
        select(EventRow).where(EventRow.name.in_(["people_imported", "person_added"]))
    ).all()
    assert [(event.name, event.payload["joiners"]) for event in events] == [("people_imported", 2)]


def test_the_database_counts_its_rows_after_an_import(app: Flask) -> None:
    an_applied_file({"number": "A1"}, {"number": "A2"})
    run_jobs()
    kept = {"sqlite": ("tbl", "sqlite_stat1"), "postgresql": ("tablename", "pg_stats")}
    name, table = kept[db.session.connection().dialect.name]
    known = set(db.session.scalars(text(f"SELECT {name} FROM {table}")))
    assert {"person", "employment", "placement"} <= known
    with unit_of_work(SYSTEM) as work:
        statistics.take(work)
    assert run_jobs() == 0, "and once is enough"


def test_what_was_staged_and_the_file_are_gone_afterwards(app: Flask) -> None:
    found = an_applied_file({"number": "A1"})
    assert found.content is None
    for table in (PeopleImportRow, PeopleImportFact, PeopleImportPlace):
        assert not db.session.scalar(select(func.count(table.id)))


def test_a_move_ends_one_placement_and_begins_another_today(app: Flask) -> None:
    an_applied_file({"number": "A1", "start": "2020-01-02", "manager": "A2"}, {"number": "A2"})
    an_applied_file({"number": "A1", "start": "2020-01-02", "department": "Marketing"})
    assert days(Placement, "A1") == [(date(2020, 1, 2), TODAY), (TODAY, None)]
    assert places("A1")[1] == ("Maison Verdier", None, "Marketing", "A2"), (
        "a missing column keeps the manager"
    )
    assert days(Employment, "A1") == [(date(2020, 1, 2), None)]
    retired = db.session.scalars(select(Placement).where(Placement.retired_at.is_not(None))).all()
    assert [(row.valid_from, row.valid_to) for row in retired] == [(date(2020, 1, 2), None)]


def test_an_empty_cell_takes_the_manager_and_the_address_away(app: Flask) -> None:
    an_applied_file({"number": "A1", "manager": "A2", "email": "a@verdier.example"}, {"number": "A2"})
    an_applied_file({"number": "A1", "manager": "", "email": ""})
    assert places("A1")[-1][3] is None
    assert person("A1").email_key is None


def test_a_change_of_employer_carries_its_siren_and_is_no_new_start(app: Flask) -> None:
    first = {"number": "A1", "start": "2020-01-02", "employer": "Maison Verdier", "employer_siren": SIREN}
    second = {**first, "employer": "Verdier Logistique", "employer_siren": "552100554"}
    an_applied_file(first)
    an_applied_file(second)
    assert days(Employment, "A1") == [(date(2020, 1, 2), TODAY), (TODAY, None)]
    assert (
        db.session.scalar(select(Employer.siren).where(Employer.name == "Verdier Logistique")) == "552100554"
    )
    assert counts(second) == {}
    assert counts({**second, "start": TODAY.isoformat()}) == {}, "the contract's first day serves too"


def test_a_transfer_is_dated_by_the_first_day_told_with_it(app: Flask) -> None:
    an_applied_file({"number": "A1", "start": "2020-01-02"})
    second = {"number": "A1", "employer": "Verdier Logistique", "start": "2026-06-01"}
    an_applied_file(second)
    assert days(Employment, "A1") == [(date(2020, 1, 2), date(2026, 6, 1)), (date(2026, 6, 1), None)]
    assert counts(second) == {}


def test_an_employer_is_known_by_its_siren_and_a_known_one_gets_it(app: Flask) -> None:
    an_applied_file({"number": "A1"})
    with_siren = {"number": "A1", "employer_siren": SIREN}
    assert counts(with_siren) == {"sirens": 1}
    an_applied_file(with_siren)
    an_applied_file({"number": "A2", "employer": "732 829 320"})
    assert places("A2") == [("Maison Verdier", None, "Sound", None)]
    assert db.session.execute(select(Employer.name, Employer.siren)).all() == [("Maison Verdier", SIREN)]


def test_two_people_exchange_their_addresses(app: Flask) -> None:
    an_applied_file(
        {"number": "A1", "email": "one@verdier.example"}, {"number": "A2", "email": "two@verdier.example"}
    )
    an_applied_file(
        {"number": "A1", "email": "two@verdier.example"},
        {"number": "A2", "email": "three@verdier.example"},
        {"number": "A3", "email": "one@verdier.example"},
    )
    assert [person(number).email_key for number in ("A1", "A2", "A3")] == [
        "two@verdier.example",
        "three@verdier.example",
        "one@verdier.example",
    ]


def test_a_leaver_loses_place_roles_and_sign_ins(client: PageClient) -> None:
    somebody(Role.ADMIN)
    anna = somebody(Role.HR, number="A1")
    sign_in(client, anna)
    file = {"number": "A1", "given_name": "Léa", "end": "2026-05-01"}
    found = a_read_import(a_people_file(file))
    apply_it(found, confirmed=True)
    assert days(Employment, "A1")[-1][1] == days(Placement, "A1")[-1][1] == date(2026, 5, 2)
    grant = select(RoleGrant.valid_to).where(RoleGrant.person_id == anna.id, RoleGrant.retired_at.is_(None))
    assert db.session.scalars(grant).all() == [date(2026, 5, 2)]
    assert not db.session.scalars(
        select(SignIn.id).where(SignIn.person_id == anna.id, SignIn.ended_at.is_(None))
    ).all()
    assert client.get("/").status_code == 303
    assert counts(file) == {}


def test_who_leaves_later_stays_signed_in_and_may_move_before(client: PageClient) -> None:
    an_applied_file({"number": "A1", "start": "2020-01-02"}, *({"number": f"B{n}"} for n in range(9)))
    sign_in(client, person("A1"))
    file = {"number": "A1", "start": "2020-01-02", "end": "2026-06-30", "department": "Marketing"}
    assert counts(file) == {"changes": 1, "leavers": 1}
    an_applied_file(file)
    assert days(Placement, "A1") == [(date(2020, 1, 2), TODAY), (TODAY, date(2026, 7, 1))]
    assert days(Employment, "A1") == [(date(2020, 1, 2), date(2026, 7, 1))]
    assert client.get("/").status_code == 200
    assert counts(file) == {}
    an_applied_file({**file, "end": ""})
    assert days(Employment, "A1")[-1][1] is days(Placement, "A1")[-1][1] is None


def test_whoever_a_complete_file_does_not_name_left_yesterday(app: Flask) -> None:
    people = [{"number": f"A{n}", "start": "2020-01-02"} for n in range(6)]
    an_applied_file(*people, {"number": "NEW"})
    an_applied_file(*people[1:], complete=True)
    assert days(Employment, "A0") == [(date(2020, 1, 2), TODAY)]
    assert days(Employment, "NEW") == [(TODAY, TODAY + timedelta(days=1))], "who began today leaves today"
    assert counts(*people[1:], complete=True) == {}


def test_the_manager_who_leaves_keeps_a_warning_for_the_team(app: Flask) -> None:
    an_applied_file({"number": "A1"}, {"number": "A2", "manager": "A1"}, {"number": "A3"}, {"number": "A4"})
    found = a_read_import(a_people_file({"number": "A1", "end": "2026-05-31"}))
    said = (2, "manager", "A1 leaves (last day 2026-05-31) and still manages people: 1.")
    assert said in problems(found)
    apply_it(found, confirmed=True)
    assert places("A2")[0][3] == "A1"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-04-01", [(date(2020, 1, 2), date(2026, 2, 1)), (date(2026, 4, 1), None)]),
        ("2026-02-01", [(date(2020, 1, 2), date(2026, 2, 1)), (date(2026, 2, 1), None)]),
        ("2026-01-15", [(date(2020, 1, 2), date(2026, 1, 15)), (date(2026, 1, 15), None)]),
        ("2020-01-02", [(date(2020, 1, 2), None)]),
        ("2019-01-02", [(date(2019, 1, 2), None)]),
        ("2026-09-01", [(date(2020, 1, 2), date(2026, 2, 1)), (date(2026, 9, 1), None)]),
    ],
)
def test_a_returner_is_employed_anew_or_again(
    app: Flask, start: str, expected: list[tuple[date, date | None]]
) -> None:
    an_applied_file({"number": "A1", "start": "2020-01-02", "end": ""})
    an_applied_file({"number": "A1", "start": "2020-01-02", "end": "2026-01-31"})
    back = {"number": "A1", "start": start, "end": ""}
    assert counts(back) == {"returners": 1}
    an_applied_file(back)
    assert days(Employment, "A1") == expected
    assert days(Placement, "A1")[-1][1] is None
    assert counts(back) == {}


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2021-01-02", [(date(2021, 1, 2), None)]),
        ("2019-01-02", [(date(2019, 1, 2), None)]),
        ("2026-09-01", [(date(2020, 1, 2), date(2026, 9, 1)), (date(2026, 9, 1), None)]),
    ],
)
def test_another_first_day_is_a_correction_or_a_new_contract(
    app: Flask, start: str, expected: list[tuple[date, date | None]]
) -> None:
    an_applied_file({"number": "A1", "start": "2020-01-02"})
    an_applied_file({"number": "A1", "start": start})
    assert days(Employment, "A1") == expected
    assert counts({"number": "A1", "start": start}) == {}


def test_names_of_people_are_rewritten_with_their_keys(app: Flask) -> None:
    an_applied_file({"number": "A1", "email": "lea@verdier.example"})
    an_applied_file({"number": "A1", "family_name": "Œuvrard"})
    lea = person("A1")
    assert (lea.family_name, lea.sort_key, lea.email) == ("Œuvrard", "oeuvrard lea", "lea@verdier.example")


BAD = [
    (({"number": "A1"}, {"number": "a1"}), "Line 2 has the same number."),
    (({"number": "A1", "manager": "A9"},), "Nobody with the number A9 is in the file or employed."),
    (
        ({"number": "A1", "manager": "A2"}, {"number": "A2", "manager": "A1"}),
        "These people manage each other in a circle: A1 → A2 → A1.",
    ),
    (({"number": "A1", "manager": "A1"},), "Nobody is their own manager."),
    (({"number": ""},), "This cell must not be empty."),
    (({"number": "A1", "start": "31/02/2024"},), "There is no such day."),
    (({"number": "A1", "email": "nobody"},), "This is not an e-mail address"),
    (({"number": "A1", "employer_siren": "123456789"},), "its check digit does not fit"),
    (({"number": "A1", "employer": "552100554"},), "No employer with the SIREN 552100554 is known."),
    (({"number": "A1", "kind": "externe", "end": ""},), "An external person needs an end date."),
    (({"number": "A1", "start": "2026-02-01", "end": "2026-01-01"},), "lies before the start"),
    (
        ({"number": "A1", "email": "a@b.example"}, {"number": "A2", "email": "A@b.example"}),
        "Line 2 has the same e-mail address",
    ),
]


@pytest.mark.parametrize(("people", "sentence"), BAD, ids=[sentence[:30] for _people, sentence in BAD])
def test_what_is_wrong_is_said_and_nothing_is_applied(
    app: Flask, people: tuple[dict[str, str], ...], sentence: str
) -> None:
    found = a_read_import(a_people_file(*people))
    assert any(sentence in said for _line, _column, said in problems(found)), problems(found)
    with pytest.raises(Refused, match="There are errors in the file"):
        apply_it(found)
    assert not db.session.scalar(select(func.count(Person.id)))


UNREADABLE = [
    (b"Number;Name\r\n", "has a header but no row"),
    (b"Number\r\nA1\r\n", "Required columns are missing: Prénom / Given name"),
    (b"Number;Matricule;x\r\n1;2;3\r\n", "mean the same"),
    (b"PK\x03\x04 not a workbook", "damaged"),
    (b"<html><table>", "is a web page"),
    (b"Number;Given name\r\n\x00;\x00\r\n", "NUL"),
]


@pytest.mark.parametrize(("content", "sentence"), UNREADABLE, ids=[said for _content, said in UNREADABLE])
def test_a_file_that_cannot_be_read_says_so(app: Flask, content: bytes, sentence: str) -> None:
    found = a_read_import(content)
    assert found.state is ImportState.UNREADABLE
    assert found.problem is not None
    assert sentence in found.problem["sentence"] % found.problem["values"]
    assert found.content is None


def test_a_formula_is_named_by_its_cell_and_never_trusted(app: Flask) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Number", "Given name", "Family name", "Employer", "Department"])
    sheet.append(["A1", '=HYPERLINK("http://evil.example","Léa")', "Martin", "Verdier", "Sales"])
    content = io.BytesIO()
    book.save(content)
    found = a_read_import(content.getvalue())
    ((line, column, said),) = problems(found)
    assert (line, column) == (2, "Given name")
    assert said.startswith("Cell B2 holds a formula: =HYPERLINK(")


def test_windows_1252_and_utf_16_are_understood(app: Flask) -> None:
    text = a_people_file({"number": "A1", "given_name": "Zoé"}).decode()
    for encoding in ("cp1252", "utf-16"):
        found = a_read_import(text.encode(encoding))
        row = db.session.scalars(
            select(PeopleImportRow.name).where(PeopleImportRow.import_id == found.id)
        ).one()
        assert row == "Zoé Martin"


def test_people_who_change_after_the_preview_make_it_void(app: Flask) -> None:
    found = a_read_import(a_people_file({"number": "A1"}))
    with unit_of_work(SYSTEM) as work:
        departments.add(work, "Marketing", None)
    with pytest.raises(Refused, match="changed since this preview"):
        apply_it(found)
    with unit_of_work(SYSTEM) as work:
        imports.order_reading(work, found.id)
    importing.read(found.id)
    assert apply_it(the_import(found.id)).state is ImportState.APPLIED


def test_people_who_change_while_the_order_waits_make_it_void(app: Flask) -> None:
    found = a_read_import(a_people_file({"number": "A1"}))
    with unit_of_work(SYSTEM) as work:
        imports.order_application(work, found.id, confirmed=False)
    with unit_of_work(SYSTEM) as work:
        departments.add(work, "Marketing", None)
    importing.apply(found.id)
    found = the_import(found.id)
    assert found.state is ImportState.READY
    assert found.problem is not None
    assert "changed since this preview" in found.problem["sentence"]
    assert not db.session.scalar(select(func.count(Person.id)))


def test_a_preview_holds_for_its_day(app: Flask, world: TestWorld) -> None:
    found = a_read_import(a_people_file({"number": "A1"}))
    world.clock.advance(days=1)
    with pytest.raises(Refused, match="made on another day"):
        apply_it(found)


def test_an_import_is_applied_once(app: Flask) -> None:
    found = an_applied_file({"number": "A1"})
    importing.apply(found.id)
    with pytest.raises(Refused, match="has been applied"):
        apply_it(found)
    assert len(days(Employment, "A1")) == 1


def test_a_run_that_was_overtaken_writes_nothing_more(app: Flask) -> None:
    found = a_read_import(a_people_file({"number": "A1"}))
    with unit_of_work(SYSTEM) as work:
        imports.order_reading(work, found.id)
    with unit_of_work(SYSTEM) as work:
        first = uploads.begin_reading(work, PeopleImport, found.id)
    with unit_of_work(SYSTEM) as work:
        assert uploads.begin_reading(work, PeopleImport, found.id) is not None
    assert first is not None
    with unit_of_work(SYSTEM) as work:
        assert not uploads.stage(work, first, Packed("SELECT nothing", []), staged=1)
        assert not uploads.note_progress(work, first, rows_read=7)


def test_hr_cannot_change_the_address_of_somebody_who_holds_a_role(app: Flask) -> None:
    somebody(Role.ADMIN, number="BOSS", email="boss@verdier.example")
    file = a_people_file({"number": "BOSS", "email": "mine@verdier.example"})
    found = a_read_import(file, actor=acting(somebody(Role.HR)))
    assert any("only an administrator may change the address" in said for *_at, said in problems(found))
    both = a_read_import(file + b"\r\n", actor=acting(somebody(Role.HR, Role.ADMIN)))
    assert not both.counts["errors"]


def test_the_last_administrator_cannot_leave_by_import(app: Flask) -> None:
    somebody(Role.ADMIN, number="BOSS")
    found = a_read_import(a_people_file({"number": "BOSS", "end": "2026-06-30"}))
    assert any("is the last administrator" in said for *_at, said in problems(found))


def test_nobody_is_placed_in_a_closed_department(app: Flask) -> None:
    sales = a_department("Sales")
    closed = a_department("Sound", parent=sales)
    closed.closed = True
    db.session.commit()
    found = a_read_import(a_people_file({"number": "A1"}))
    assert problems(found) == [
        (2, "Department", "This department is closed. Open it again, or name another.")
    ]


def test_an_address_of_somebody_without_a_number_is_taken(app: Flask) -> None:
    a_person(number=None, email="agency@verdier.example")
    found = a_read_import(a_people_file({"number": "A1", "email": "AGENCY@verdier.example"}))
    assert any("somebody who has no number here" in said for *_at, said in problems(found))


def test_a_column_taken_for_departments_is_noticed(app: Flask) -> None:
    people = [{"number": f"A{n}", "department": f"Street {n}"} for n in range(2_001)]
    found = a_read_import(a_people_file(*people))
    assert any("2001 departments that are not known" in said for *_at, said in problems(found))


def test_imports_nobody_applied_are_put_away_after_thirty_days(app: Flask, world: TestWorld) -> None:
    found = a_read_import(a_people_file({"number": "A1"}))
    world.clock.advance(days=29)
    tidy(app)
    assert the_import(found.id).state is ImportState.READY
    world.clock.advance(days=2)
    tidy(app)
    found = the_import(found.id)
    assert (found.state, found.content, found.counts["joiners"]) == (ImportState.DISCARDED, None, 1)
    assert not db.session.scalar(select(func.count(PeopleImportRow.id)))


def test_a_known_manager_without_a_number_is_kept_in_a_move(app: Flask) -> None:
    boss = a_person(number=None)
    a_person(number="A1", manager=boss)
    found = a_read_import(a_people_file({"number": "A1"}))
    apply_it(found)
    placed = db.session.scalars(
        select(Placement.manager_id)
        .where(Placement.person_id == person("A1").id, Placement.retired_at.is_(None))
        .order_by(Placement.valid_from.desc())
    ).first()
    assert placed == boss.id


DAYS = [TODAY + timedelta(days=n) for n in (-900, -400, -30, -1, 0, 1, 30, 400)]


def a_random_file(chance: random.Random) -> list[dict[str, str]]:
    """People with whatever a file may say of them."""
    return [
        {
            "number": f"P{n}",
            "given_name": chance.choice(["Zoé", "Léa"]),
            "employer": chance.choice(["Verdier", "VERDIER", "Logistique", "Gadget"]),
            "department": chance.choice(["Sales", "SALES > Sound", "Sales > Sound", "Marketing"]),
            "site": chance.choice(["", "Lyon", "LYON", "Paris"]),
            "manager": chance.choice(["", "", "P0"]) if n else "",
            "start": chance.choice(["", *(day.isoformat() for day in DAYS)]),
            "end": chance.choice(["", "", "", *(day.isoformat() for day in DAYS)]) if n else "",
        }
        for n in range(40)
        if not n or chance.random() < 0.9
    ]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_applied_the_same_file_then_changes_nothing(
    app: Flask, world: TestWorld, seed: int
) -> None:
    chance, applied = random.Random(seed), 0
    for step in range(6):
        people, complete = a_random_file(chance), chance.random() < 0.5
        found = a_read_import(a_people_file(*people), complete=complete)
        wrong = {line for line, _column, _said in problems(found)}
        people = [one for line, one in enumerate(people, start=2) if line not in wrong]
        found = a_read_import(a_people_file(*people), complete=complete)
        if found.counts["errors"]:
            continue
        apply_it(found, confirmed=True)
        assert counts(*people, complete=complete) == {}, f"step {step}"
        _check_days()
        applied += 1
        if chance.random() < 0.4:
            world.clock.advance(days=chance.choice([1, 30, 400]))
    assert applied >= 3, "otherwise the seed shows nothing"


def _check_days() -> None:
    """Nobody is employed or placed twice on one day, and nobody is placed while not employed."""
    for row in (Employment, Placement):
        last: dict[int, date | None] = {}
        found = db.session.execute(
            select(row.person_id, row.valid_from, row.valid_to)
            .where(row.retired_at.is_(None))
            .order_by(row.person_id, row.valid_from)
        )
        for person_id, begins, ends in found:
            if person_id in last:
                before = last[person_id]
                assert before is not None
                assert before <= begins
            last[person_id] = ends


def test_persons_added_by_hand_are_found_by_their_number(app: Flask) -> None:
    an_applied_file({"number": "A1"})
    with unit_of_work(SYSTEM) as work:
        zoe = work.session.get_one(Person, person("A1").id)
        persons.correct(work, zoe, persons.Identity.of("Zoé", "Martin", "b 7", None, Language.FRENCH))
    assert counts({"number": "B7", "given_name": "Zoé"}) == {}


def test_many_people_are_staged_in_chunks(app: Flask) -> None:
    people = [{"number": f"A{n:04d}", "email": f"a{n}@verdier.example"} for n in range(2_500)]
    found = an_applied_file(*people)
    assert (found.rows_read, found.rows_done) == (2_500, 2_500)
    assert db.session.scalar(select(func.count(Person.id))) == 2_500


def test_a_grant_kept_by_a_change_is_not_ended(app: Flask) -> None:
    anna = a_person(number="A1")
    a_grant(anna, Role.HR)
    an_applied_file({"number": "A1", "department": "Marketing"})
    assert db.session.scalars(select(RoleGrant.valid_to).where(RoleGrant.retired_at.is_(None))).all() == [
        None
    ]
