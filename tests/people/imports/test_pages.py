"""Importing people as HR does it: upload, look, apply, and again."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.db import db
from advocacy.people.models import PeopleImport, Person
from advocacy.roles import Role
from advocacy.sheets.reading import open_sheet
from advocacy.uploads.models import ImportState
from tests.people.imports.files import a_people_file, a_read_import, the_import, upload
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.makers import a_department, a_grant, a_person, sign_in, somebody
from tests.support.queries import count_queries

TWO = ({"number": "A1"}, {"number": "A2", "given_name": "Zoé", "family_name": "d’Angélo", "manager": "A1"})


@pytest.fixture
def hr(client: PageClient) -> Person:
    """Somebody of HR, signed in."""
    person = somebody(Role.HR, number="H1")
    sign_in(client, person)
    return person


def latest() -> PeopleImport:
    """The import uploaded last."""
    db.session.expire_all()
    return db.session.scalars(select(PeopleImport).order_by(PeopleImport.id.desc())).first()  # type: ignore[return-value]


def test_a_file_is_uploaded_looked_at_applied_and_then_changes_nothing(
    client: PageClient, hr: Person
) -> None:
    answer = upload(client, a_people_file(*TWO))
    address = answer.headers["Location"]
    assert answer.status_code == 303
    assert "waits to be read" in client.get(address).get_data(as_text=True)
    run_jobs()
    preview = client.get(address).get_data(as_text=True)
    assert "Zoé d’Angélo" in preview
    assert "Sound (Sales)" in preview
    assert client.submit(f"{address}/application", page=address).status_code == 303
    assert "being applied" in client.get(address).get_data(as_text=True)
    run_jobs()
    assert "The import is applied" in client.get(address).get_data(as_text=True)
    assert db.session.scalars(select(Person.given_name).where(Person.number == "A2")).one() == "Zoé"
    again = upload(client, a_people_file(*TWO)).headers["Location"]
    run_jobs()
    page = client.get(again).get_data(as_text=True)
    assert "This very file was applied before" in page
    assert "There is nothing to apply" in page


def test_columns_that_are_not_read_are_named_in_the_preview(client: PageClient, hr: Person) -> None:
    lines = a_people_file(*TWO).decode().split("\r\n")
    more = [lines[0] + ";Salary;Shoe size", *(line + ";1;2" for line in lines[1:])]
    address = upload(client, "\r\n".join(more).encode()).headers["Location"]
    run_jobs()
    assert "These columns are not read: Salary, Shoe size." in client.get(address).get_data(as_text=True)


def test_the_list_tells_who_imported_what(client: PageClient, hr: Person) -> None:
    upload(client, a_people_file(*TWO), name="dossier/été.csv")
    run_jobs()
    page = client.get("/admin/imports/").get_data(as_text=True)
    assert "été.csv" in page
    assert "dossier" not in page
    assert hr.display_name in page


def test_the_same_file_waiting_is_not_kept_twice(client: PageClient, hr: Person) -> None:
    first = upload(client, a_people_file(*TWO)).headers["Location"]
    second = upload(client, a_people_file(*TWO)).headers["Location"]
    assert first == second
    assert "is here already" in client.get(second).get_data(as_text=True)


def test_no_file_and_an_empty_file_are_said_on_the_form(client: PageClient, hr: Person) -> None:
    nothing = client.submit("/admin/imports/")
    assert nothing.status_code == 422
    assert "Choose a CSV or XLSX file." in nothing.get_data(as_text=True)
    empty = upload(client, b"")
    assert empty.status_code == 409
    assert "“people.csv” is empty." in empty.get_data(as_text=True)


def test_a_file_that_cannot_be_read_says_why(client: PageClient, hr: Person) -> None:
    address = upload(client, b"%PDF-1.7 ...").headers["Location"]
    run_jobs()
    assert "is a PDF" in client.get(address).get_data(as_text=True)
    assert latest().state is ImportState.UNREADABLE


def test_errors_stop_the_import_and_can_be_taken_away(client: PageClient, hr: Person) -> None:
    address = upload(client, a_people_file({"number": "A1", "manager": "NOBODY"})).headers["Location"]
    run_jobs()
    page = client.get(address).get_data(as_text=True)
    assert "There is 1 error" in page
    assert "Apply the import" not in page
    refused = client.submit(f"{address}/application", page=address)
    assert refused.status_code == 409
    assert "There are errors in the file" in refused.get_data(as_text=True)
    listed = client.get(f"{address}/problems.csv").get_data(as_text=True).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(listed)))[1] == [
        "2",
        "Manager",
        "NOBODY",
        "Nobody with the number NOBODY is in the file or employed.",
        "Error",
    ]
    assert db.session.scalars(select(Person).where(Person.number == "A1")).first() is None


def test_many_leaving_must_be_confirmed(client: PageClient, hr: Person) -> None:
    for _each in range(3):
        a_person()
    content = a_people_file({"number": hr.number or "", "email": hr.email or ""})
    address = upload(client, content, complete="y").headers["Location"]
    run_jobs()
    page = client.get(f"{address}?show=leavers").get_data(as_text=True)
    assert "3 people would leave" in page
    assert "Not in the file, which lists everybody." in page
    unconfirmed = client.submit(f"{address}/application", page=address)
    assert unconfirmed.status_code == 409
    assert "Tick the box" in unconfirmed.get_data(as_text=True)
    assert client.submit(f"{address}/application", page=address, confirmed="y").status_code == 303


def test_the_poll_says_nothing_until_something_moves_and_ends_with_the_page(
    client: PageClient, hr: Person
) -> None:
    address = upload(client, a_people_file(*TWO)).headers["Location"]
    htmx = {"HX-Request": "true"}
    fragment = client.get(f"{address}/progress", headers=htmx)
    assert 'id="import-progress"' in fragment.get_data(as_text=True)
    assert client.get(f"{address}/progress?seen=uploaded-0-None-0", headers=htmx).status_code == 204
    run_jobs()
    assert client.get(f"{address}/progress", headers=htmx).headers["HX-Redirect"] == address


def test_a_preview_of_many_rows_goes_page_by_page(client: PageClient, hr: Person) -> None:
    found = a_read_import(a_people_file(*({"number": f"N{serial:03d}"} for serial in range(120))))
    address = f"/admin/imports/{found.id}"
    first = client.get(address).get_data(as_text=True)
    assert "N000" in first
    assert "N050" not in first
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(following).get_data(as_text=True)
    assert "N050" in second
    assert "N000" not in second
    earlier = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "N000" in client.get(earlier).get_data(as_text=True)


def test_an_import_is_discarded_with_what_it_staged(client: PageClient, hr: Person) -> None:
    address = upload(client, a_people_file(*TWO)).headers["Location"]
    run_jobs()
    client.submit(f"{address}/discarding", page=address)
    run_jobs()
    found = latest()
    assert (found.state, found.content, found.counts["joiners"]) == (ImportState.DISCARDED, None, 2)
    assert "Discarded" in client.get(address).get_data(as_text=True)


def test_whoever_looks_after_some_departments_may_not_import(client: PageClient) -> None:
    person = a_person()
    a_grant(person, Role.HR, a_department())
    sign_in(client, person)
    answer = client.get("/admin/imports/")
    assert answer.status_code == 409
    assert "limited to some departments" in answer.get_data(as_text=True)


def test_an_employee_may_not_import(client: PageClient) -> None:
    sign_in(client, a_person())
    assert client.get("/admin/imports/").status_code == 403


def test_an_import_that_does_not_exist_is_not_found(client: PageClient, hr: Person) -> None:
    assert client.get("/admin/imports/999999").status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_is_a_file_that_can_be_read(
    client: PageClient, hr: Person, language: str, kind: str
) -> None:
    answer = client.get(f"/admin/imports/template.{kind}?language={language}")
    assert answer.status_code == 200
    with (
        pytest.raises(Exception, match="has a header but no row"),
        open_sheet(io.BytesIO(answer.data), "template"),
    ):
        pass


def test_the_preview_costs_the_same_whatever_its_size(app: Flask, client: PageClient, hr: Person) -> None:
    small = a_read_import(a_people_file(*TWO)).id
    large = a_read_import(a_people_file(*({"number": f"N{serial:03d}"} for serial in range(200)))).id
    costs = []
    for import_id in (small, large):
        with count_queries() as statements:
            client.get(f"/admin/imports/{import_id}")
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 10


def test_whoever_may_no_longer_import_does_not_apply(client: PageClient, hr: Person) -> None:
    address = upload(client, a_people_file(*TWO)).headers["Location"]
    run_jobs()
    client.submit(f"{address}/application", page=address)
    hr.disabled = True
    db.session.commit()
    run_jobs()
    found = the_import(latest().id)
    assert found.state is ImportState.READY
    assert found.problem is not None
    assert "may no longer import" in found.problem["sentence"]


def test_a_preview_made_before_an_account_was_closed_is_not_applied(client: PageClient, hr: Person) -> None:
    address = upload(client, a_people_file(*TWO)).headers["Location"]
    run_jobs()
    closed = a_person()
    assert client.submit(f"/admin/people/{closed.id}/disabling", page=f"/admin/people/{closed.id}")
    answer = client.submit(f"{address}/application", page=address)
    assert answer.status_code == 409
    assert latest().state is ImportState.READY
