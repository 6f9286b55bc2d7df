"""Employers, sites and the tree of departments."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from advocacy.access import Role
from advocacy.db import db
from advocacy.people.models import Department, Employer, Site
from tests.hr.conftest import rows
from tests.support.makers import a_department, a_grant, a_person, a_site, an_employer, sign_in, somebody


@pytest.fixture(autouse=True)
def admin(client):
    person = somebody(Role.ADMIN)
    sign_in(client, person)
    return person


def named(row, name):
    return db.session.scalars(select(row).where(row.name == name)).one()


def test_an_employer_and_a_site_are_entered_and_changed(client):
    client.submit(
        "/admin/employers", page="/admin/employers/new", name="Verdier  Retail", siren="732 829 320"
    )
    employer = named(Employer, "Verdier Retail")
    assert employer.siren == "732829320"
    values = {"employer": str(employer.id), "name": "Lyon", "time_zone": "Europe/Paris"}
    assert client.submit("/admin/sites", page="/admin/sites/new", **values).status_code == 303
    site = named(Site, "Lyon")
    client.submit(f"/admin/sites/{site.id}", name="Lyon Part-Dieu", time_zone="Indian/Reunion")
    assert named(Site, "Lyon Part-Dieu").time_zone == "Indian/Reunion"
    client.submit(f"/admin/employers/{employer.id}", name="Verdier SA", siren="")
    assert named(Employer, "Verdier SA").siren is None


@pytest.mark.parametrize(
    ("name", "siren", "status"),
    [
        ("", "", 422),
        ("Verdier", "123456789", 409),
        ("VÉRDIER SA", "", 409),
        ("A\u202eB", "", 409),
        ("…", "", 409),
    ],
)
def test_an_employer_that_cannot_be(client, name, siren, status):
    an_employer("Verdier SA")
    answer = client.submit("/admin/employers", page="/admin/employers/new", name=name, siren=siren)
    assert answer.status_code == status


def test_two_employers_never_share_a_siren(client):
    an_employer("One", siren="732829320")
    values = {"name": "Two", "siren": "732829320"}
    assert client.submit("/admin/employers", page="/admin/employers/new", **values).status_code == 409


def test_two_sites_of_one_employer_never_share_a_name(client):
    site = a_site(name="Lyon")
    values = {"employer": str(site.employer_id), "name": "LYON", "time_zone": "Europe/Paris"}
    assert client.submit("/admin/sites", page="/admin/sites/new", **values).status_code == 409
    values["time_zone"] = "Mars/Olympus"
    assert client.submit("/admin/sites", page="/admin/sites/new", **values).status_code == 422


def test_departments_are_entered_renamed_and_moved_with_all_below(client):
    for name, parent in (("Sales", ""), ("Shops", "Sales"), ("Shoes", "Shops"), ("Support", "")):
        above = str(named(Department, parent).id) if parent else ""
        client.submit("/admin/departments", page="/admin/departments/new", name=name, parent=above)
    sales, shops, shoes, support = (
        named(Department, name) for name in ("Sales", "Shops", "Shoes", "Support")
    )
    assert shoes.path == f"{sales.id}/{shops.id}/{shoes.id}/"
    page = f"/admin/departments/{shops.id}"
    client.submit(f"{page}/parent", page=page, parent=str(support.id))
    client.submit(f"{page}/name", page=page, name="Boutiques")
    db.session.expire_all()
    assert named(Department, "Shoes").path == f"{support.id}/{shops.id}/{shoes.id}/"
    assert named(Department, "Boutiques").depth == 1
    client.submit(f"{page}/parent", page=page, parent="")
    db.session.expire_all()
    assert (named(Department, "Shoes").path, named(Department, "Shoes").depth) == (
        f"{shops.id}/{shoes.id}/",
        1,
    )


def test_a_department_never_hangs_under_itself(client):
    top = a_department("Sales")
    below = a_department("Shoes", parent=top)
    page = f"/admin/departments/{top.id}"
    for parent in (top, below):
        answer = client.submit(f"{page}/parent", page=page, parent=str(parent.id))
        assert answer.status_code == 409
        assert "part of itself" in answer.get_data(as_text=True)


def test_sisters_never_share_a_name_at_the_top_either(client):
    a_department("Sales")
    answer = client.submit("/admin/departments", page="/admin/departments/new", name="SALES", parent="")
    assert answer.status_code == 409


def test_a_department_is_closed_when_nobody_works_there_any_more(client):
    department = a_department("Shoes")
    page = f"/admin/departments/{department.id}"
    client.submit(f"{page}/closing", page=page)
    assert "closed" in client.get(page).get_data(as_text=True)
    client.submit(f"{page}/reopening", page=page)
    a_person(department=department)
    client.submit(f"{page}/closing", page=page)
    assert "Move them first" in client.get(page).get_data(as_text=True)
    db.session.expire_all()
    assert not named(Department, "Shoes").closed


def test_limited_hr_sees_the_counts_of_their_own_departments_only(client):
    shoes, hats = a_department("Shoes"), a_department("Hats")
    boots = a_department("Boots", parent=shoes)
    for _each in range(3):
        a_person(department=hats)
    a_person(department=boots)
    limited = a_person(department=shoes)
    a_grant(limited, Role.HR, shoes)
    sign_in(client, limited)
    assert rows(client.get("/admin/departments").text) == [["Shoes", "1", "2"], ["Boots", "1", "1"]]
    assert "Ask HR for the whole company" in client.get(f"/admin/departments/{shoes.id}").text
    assert client.get(f"/admin/departments/{hats.id}").status_code == 404
    token = {"csrf_token": client.csrf("/account/")}
    answer = client.post(f"/admin/departments/{hats.id}/closing", data=token)
    assert answer.status_code == 404
    answer = client.post(f"/admin/departments/{boots.id}/name", data={**token, "name": "Wellies"})
    assert answer.status_code == 409


def test_what_does_not_exist_is_not_found(client):
    for address in ("/admin/departments/99", "/admin/employers/99", "/admin/sites/99", "/admin/people/99"):
        assert client.get(address).status_code == 404
