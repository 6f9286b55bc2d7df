"""The register as a file: complete, safe to open, remembered, and nobody else's."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from advocacy.access import Role
from advocacy.audit.models import EventRow
from advocacy.charter.models import Document
from advocacy.charter.queries.versions import asked_of_version
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.hr.actions import ask_for_workbook
from advocacy.hr.jobs import folder, write_register
from advocacy.hr.models import RegisterExport
from advocacy.hr.queries.register import Asking
from advocacy.hr.rules.exports import AT_ONCE
from advocacy.hr.rules.wanted import Wanted
from advocacy.jobs.registry import Running
from advocacy.people.models import RoleGrant
from advocacy.people.rules import Language
from advocacy.sheets.formulas import restore
from advocacy.work import unit_of_work
from tests.hr.conftest import rows
from tests.support.charter_makers import a_published_version
from tests.support.client import tree
from tests.support.crowds import a_crowd, acts
from tests.support.jobs import run_jobs
from tests.support.makers import a_grant, a_person, acting, save, sign_in, somebody

FORMULA = '=HYPERLINK("http://evil.example";"Léa")'


def ask(client, **values: object):
    return client.submit("/hr/exports", page="/hr/register", **values)


def lines_of(answer, delimiter: str = ",") -> list[list[str]]:
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=delimiter))


def sheet_of(answer) -> list[list[object]]:
    assert answer.status_code == 200
    return [list(row) for row in load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)]


def exported() -> list[dict[str, object]]:
    statement = select(EventRow.payload).where(EventRow.name == "register_exported").order_by(EventRow.id)
    return list(db.session.scalars(statement))


def test_a_csv_holds_every_line_and_no_formula(hr, shop):
    acts(shop.charter, [shop.hr.id])
    person = a_person("+33 6", FORMULA, department=shop.hats, number="-7", email=None, left=date(2026, 4, 10))
    head, first, second = lines_of(ask(hr, format="csv"))
    assert head[:4] == ["Number", "Family name", "Given name", "Kind"]
    found = dict(zip(head, first, strict=True))
    assert found["Family name"] == "'" + FORMULA
    assert restore(found["Family name"]) == person.family_name
    assert (restore(found["Number"]), restore(found["Given name"])) == ("-7", "+33 6")
    assert (found["Standing"], found["Last day of work"], found["Without e-mail"]) == (
        "Left",
        "2026-04-09",
        "yes",
    )
    answered = dict(zip(head, second, strict=True))
    assert (answered["Standing"], answered["Answered at"]) == ("Acknowledged", "2026-04-01 10:01:00+02:00")
    assert answered["Answered on version"] == "1"


def test_the_filters_of_the_page_are_those_of_the_file(hr, shop):
    a_person("Ana", "Costa", department=shop.boots, email=None)
    a_person("Ida", "Duval", department=shop.boots)
    page = hr.get(f"/hr/register?department={shop.shoes.id}&without_mail=1")
    fields = _fields(page, "csv")
    found = lines_of(hr.post("/hr/exports", data=fields))
    assert [line[1] for line in found[1:]] == ["Costa"]
    assert [row[0] for row in rows(page.text, "Register")] == ["Costa Ana"]


def _fields(page, chosen: str) -> dict[str, str]:
    for form in tree(page.text).iter("form"):
        fields = {item.get("name"): item.get("value") or "" for item in form.iter("input")}
        if fields.get("format") == chosen:
            return fields
    raise AssertionError("the page offers no such export")


def test_a_french_reader_gets_french_words_and_semicolons(client, shop):
    sign_in(client, somebody(Role.HR, language=Language.FRENCH))
    answer = ask(client, format="csv")
    assert len(lines_of(answer, ";")[0]) == 18
    assert answer.data.splitlines()[0].count(b";") == 17


def test_a_small_workbook_comes_at_once(hr, shop):
    a_person("Léa", FORMULA, department=shop.hats)
    acts(shop.charter, [shop.hr.id])
    answer = ask(hr, format="xlsx")
    head, first, second = sheet_of(answer)
    found = dict(zip(head, first, strict=True))
    assert restore(str(found["Family name"])) == FORMULA
    assert found["Last day"] == datetime(2026, 5, 1)  # noqa: DTZ001 - what a workbook knows
    assert dict(zip(head, second, strict=True))["Standing"] == "Acknowledged"
    assert f"filename=register-{_slug(shop)}-v1-2026-05-04.xlsx" in answer.headers["Content-Disposition"]


def _slug(shop) -> str:
    return db.session.get_one(Document, shop.charter.document_id).slug


def test_an_export_is_remembered_by_its_count_and_without_a_name(hr, shop, world):
    a_person("Ana", "Costa", department=shop.boots)
    ask(hr, format="csv", text="costa", day="2026-04-20")
    world.clock.advance(minutes=1)
    ask(hr, format="xlsx")
    document = _slug(shop)
    assert exported() == [
        {"document": document, "number": 1, "day": "2026-04-20", "format": "csv", "people": 1},
        {"document": document, "number": 1, "day": "2026-05-04", "format": "xlsx", "people": 2},
    ]


def test_a_large_workbook_is_written_by_the_worker(hr, shop, world):
    people = a_crowd(AT_ONCE + 1, departments=[shop.hats, shop.shoes])
    acts(shop.charter, people[:50])
    asked = ask(hr, format="xlsx")
    assert asked.status_code == 303
    address = asked.headers["Location"]
    waiting = hr.get(address)
    assert "People written" in waiting.text
    assert hr.get(f"{address}?seen=0", headers={"HX-Request": "true"}).status_code == 204
    assert hr.get(f"{address}/file").status_code == 404
    run_jobs()
    assert hr.get(f"{address}?seen=0", headers={"HX-Request": "true"}).status_code == 200
    assert "The file is ready" in hr.get(address).text
    found = sheet_of(hr.get(f"{address}/file"))
    assert len(found) == 1 + AT_ONCE + 2
    assert sum(line[9] == "Acknowledged" for line in found) == 50
    assert len({line[0] for line in found}) == len(found)
    assert [line[0] for line in rows(hr.get("/hr/exports").text)] == [
        f"register-{_slug(shop)}-v1-2026-05-04.xlsx"
    ]
    assert exported()[0]["people"] == AT_ONCE + 2


def test_a_workbook_speaks_of_the_moment_it_was_asked_for(hr, shop, world):
    people = a_crowd(AT_ONCE + 1, departments=[shop.hats])
    address = ask(hr, format="xlsx").headers["Location"]
    world.clock.advance(hours=2)
    acts(shop.charter, people, after=world.clock.now() - shop.charter.live_at)
    world.clock.advance(hours=2)
    run_jobs()
    found = sheet_of(hr.get(f"{address}/file"))
    assert {line[9] for line in found[1:]} == {"Overdue"}


def test_an_export_is_its_owners_alone(client, shop, app):
    export = a_waiting_export(shop)
    run_jobs()
    sign_in(client, somebody(Role.HR))
    assert client.get(f"/hr/exports/{export}").status_code == 404
    assert client.get(f"/hr/exports/{export}/file").status_code == 404
    assert client.get("/hr/exports/99999999999999999999").status_code == 404
    sign_in(client, shop.hr)
    assert client.get(f"/hr/exports/{export}/file").status_code == 200


def a_waiting_export(shop) -> int:
    """A workbook that the person of HR asked for, small so that the test is fast."""
    actor = acting(shop.hr)
    with unit_of_work(actor) as work:
        zone = work.wiring.settings.time_zone
        asked = asked_of_version(work.session, shop.charter.id, at=work.now, zone=zone)
        assert asked is not None
        today = day_in(work.now, zone)
        asking = Asking(asked, at=work.now, day=today, today=today, visible_to=actor)
        return ask_for_workbook(work, asking, Wanted(), name="register", people=1)


def test_after_seven_days_nothing_of_it_is_left(hr, shop, world):
    export = a_waiting_export(shop)
    run_jobs()
    file = folder(world.settings.data_dir) / f"register-{export}.xlsx"
    assert file.is_file()
    world.clock.advance(days=7, seconds=1)
    assert hr.get(f"/hr/exports/{export}/file").status_code == 404
    run_jobs()
    assert not file.exists()
    db.session.expire_all()
    assert db.session.get(RegisterExport, export) is None


def test_who_may_export_no_more_gets_no_file(hr, shop, world):
    export = a_waiting_export(shop)
    _end_roles(shop.hr, world)
    run_jobs()
    db.session.expire_all()
    assert db.session.get(RegisterExport, export) is None
    assert not (folder(world.settings.data_dir) / f"register-{export}.xlsx").exists()


def test_a_file_is_not_for_who_has_lost_the_role_since(client, shop, world):
    export = a_waiting_export(shop)
    run_jobs()
    _end_roles(shop.hr, world)
    sign_in(client, shop.hr)
    assert client.get(f"/hr/exports/{export}/file").status_code == 403


def test_a_file_is_not_for_who_may_export_fewer_departments_since(client, shop, world):
    export = a_waiting_export(shop)
    run_jobs()
    _end_roles(shop.hr, world)
    a_grant(shop.hr, Role.HR, shop.shoes)
    sign_in(client, shop.hr)
    for address in (f"/hr/exports/{export}/file", f"/hr/exports/{export}"):
        assert client.get(address).status_code == 404
    assert "register.xlsx" not in client.get("/hr/exports").text
    narrow = a_waiting_export(shop)
    run_jobs()
    assert client.get(f"/hr/exports/{narrow}/file").status_code == 200
    _end_roles(shop.hr, world)
    a_grant(shop.hr, Role.HR, shop.hats)
    sign_in(client, shop.hr)
    assert client.get(f"/hr/exports/{narrow}/file").status_code == 404
    a_grant(shop.hr, Role.HR)
    sign_in(client, shop.hr)
    for export_id in (export, narrow):
        assert client.get(f"/hr/exports/{export_id}/file").status_code == 200


def _end_roles(person, world) -> None:
    for grant in db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == person.id)):
        grant.retired_at = world.clock.now()
        save(grant)


def test_a_job_that_runs_twice_writes_one_file(hr, shop, world):
    export = a_waiting_export(shop)
    for attempt in (1, 2):
        write_register(Running(1, attempt, world.wiring), export_id=export)
    kept = [path.name for path in folder(world.settings.data_dir).iterdir() if f"-{export}." in path.name]
    assert kept == [f"register-{export}.xlsx"]


def test_the_exports_of_a_department_hold_only_its_people(client, shop):
    someone = a_person(department=shop.hats)
    a_grant(someone, Role.HR, shop.shoes)
    a_person("Ana", "Costa", department=shop.boots)
    sign_in(client, someone)
    assert [line[1] for line in lines_of(ask(client, format="csv"))[1:]] == ["Costa"]
    assert exported()[0]["people"] == 1


@pytest.mark.parametrize(
    "values", [{"format": "exe"}, {"format": "csv", "day": "never"}, {"format": "csv", "version": "999999"}]
)
def test_an_export_that_makes_no_sense_is_refused_in_a_sentence(hr, shop, values):
    answer = ask(hr, **values)
    assert answer.status_code == 409
    assert not exported()


def test_an_export_needs_the_token_of_the_form_and_the_permission(client, shop, app):
    sign_in(client, shop.hr)
    assert client.post("/hr/exports", data={"format": "csv"}).status_code == 400
    token = client.csrf("/hr/register")
    sign_in(client, a_person())
    assert client.post("/hr/exports", data={"format": "csv", "csrf_token": token}).status_code in {400, 403}
    assert not exported()


def test_two_documents_are_exported_apart(hr, shop):
    other = a_published_version()
    head, *found = lines_of(ask(hr, format="csv", version=other.id))
    assert head[9] == "Standing"
    assert [line[9] for line in found] == ["Owed"]
