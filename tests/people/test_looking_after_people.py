"""Adding, finding, placing, absence, leaving, roles: what is done by those who look after people."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from advocacy.access import Role
from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.people.models import Absence, Employment, Person, Placement, RoleGrant
from advocacy.people.rules import Kind
from tests.support.makers import (
    HIRED,
    a_department,
    a_grant,
    a_person,
    a_site,
    an_absence,
    an_employer,
    sign_in,
    somebody,
)


@pytest.fixture
def hr(app):
    return somebody(Role.HR)


@pytest.fixture
def admin(app):
    return somebody(Role.ADMIN)


def events(name: str) -> int:
    return db.session.scalar(select(func.count(EventRow.id)).where(EventRow.name == name))


def counting(row, person) -> list:
    statement = select(row).where(row.person_id == person.id, row.retired_at.is_(None))
    return list(db.session.scalars(statement.order_by(row.valid_from)))


def somebody_new(**values):
    employer = an_employer()
    return {
        "kind": "employee",
        "given_name": "Zoé",
        "family_name": "D’Angelo-Müller",
        "number": "n 77",
        "email": "Zoe@Verdier.example",
        "language": "fr",
        "first": "2026-06-01",
        "last": "",
        "employer": str(employer.id),
        "site": str(a_site(employer).id),
        "department": str(a_department().id),
        "manager": "",
        **values,
    }


def test_somebody_is_added_by_hand(client, hr):
    sign_in(client, hr)
    answer = client.submit("/admin/people", page="/admin/people/new", **somebody_new(manager=hr.number))
    assert answer.status_code == 303
    person = db.session.scalars(select(Person).where(Person.number == "N77")).one()
    assert (person.email, person.search_key) == ("zoe@verdier.example", "zoe d'angelo-muller")
    [placement] = counting(Placement, person)
    assert (placement.valid_from, placement.manager_id) == (date(2026, 6, 1), hr.id)
    assert events("person_added") == 1


@pytest.mark.parametrize(
    ("values", "status", "sentence"),
    [
        ({"given_name": ""}, 422, "This is needed"),
        ({"family_name": "Mar\u202etin"}, 409, "cannot be seen"),
        ({"family_name": "Mar\u200btin"}, 409, "cannot be seen"),
        ({"number": "", "email": ""}, 409, "number or an e-mail address"),
        ({"email": "not an address"}, 409, "not an e-mail address"),
        ({"number": "N 1 ; DROP"}, 409, "A number is made of"),
        ({"first": "31/02/2026"}, 422, ""),
        ({"first": "0202-06-01"}, 409, "year must lie"),
        ({"last": "2026-05-31"}, 409, "cannot lie before the first"),
        ({"kind": "external"}, 409, "external person needs a last day"),
        ({"kind": "wizard"}, 422, ""),
        ({"department": "999999"}, 422, ""),
        ({"manager": "nobody-77"}, 409, "nobody can be the manager"),
        ({"employer": "", "site": ""}, 422, "Choose one"),
    ],
)
def test_what_is_wrong_with_somebody_new_is_said_and_kept(client, hr, values, status, sentence):
    sign_in(client, hr)
    before = db.session.scalar(select(func.count(Person.id)))
    answer = client.submit("/admin/people", page="/admin/people/new", **somebody_new(**values))
    text = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert sentence in text
    assert 'value="Zoé"' in text or values.get("given_name") == ""
    assert db.session.scalar(select(func.count(Person.id))) == before


@pytest.mark.parametrize("twin", [{"number": "n77"}, {"number": "Ｎ７７"}, {"email": "ZOE@verdier.example"}])
def test_two_people_never_share_a_number_or_an_address(client, hr, twin):
    a_person(number="N77", email="zoe@verdier.example")
    sign_in(client, hr)
    values = {"number": "X1", "email": "x1@verdier.example", **twin}
    answer = client.submit("/admin/people", page="/admin/people/new", **somebody_new(**values))
    assert answer.status_code == 409
    assert "already" in answer.get_data(as_text=True)


def test_a_service_account_is_added_by_those_for_the_whole_company(client, admin):
    sign_in(client, admin)
    answer = client.submit("/admin/services", page="/admin/services/new", name="Payroll export")
    assert answer.status_code == 303
    assert db.session.scalar(select(func.count(Person.id)).where(Person.kind == Kind.SERVICE)) == 1


@pytest.mark.parametrize("text", ["łukasz zoe", "LUKASZ", "Zoé", "v777", "zoe.l@"])
def test_people_are_found_without_accents_by_number_or_address(client, hr, text):
    person = a_person("Zoé", "Łukasz", number="V777", email="zoe.l@verdier.example")
    a_person("Anna", "Smith")
    sign_in(client, hr)
    page = client.get("/admin/", query_string={"text": text}).get_data(as_text=True)
    assert f'/admin/people/{person.id}"' in page
    assert "Smith" not in page


@pytest.mark.parametrize("text", ["%", "_", "\x00", "'", "\\", "\u202e", "a" * 5000])
def test_odd_searches_find_nobody_and_break_nothing(client, hr, text):
    sign_in(client, hr)
    assert client.get("/admin/", query_string={"text": text}).status_code == 200


@pytest.mark.parametrize(
    "query", ["after=0", "after=99999999999999999999", "before=-1", "kind=x", "department=x"]
)
def test_odd_addresses_of_the_list_break_nothing(client, hr, query):
    sign_in(client, hr)
    assert client.get(f"/admin/?{query}").status_code == 200


def test_the_list_goes_page_by_page_and_back(client, hr):
    for number in range(60):
        a_person("Person", f"Name{number:02d}")
    sign_in(client, hr)
    seen, address = [], "/admin/?text=person"
    first = client.get(address).get_data(as_text=True)
    pages = [first]
    while 'rel="next"' in pages[-1]:
        address = pages[-1].partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        pages.append(client.get(address).get_data(as_text=True))
    for page in pages:
        seen += [f"Name{number:02d}" for number in range(60) if f"Name{number:02d}" in page]
    assert seen == [f"Name{number:02d}" for number in range(60)]
    back = pages[-1].partition('rel="prev" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "Name25" in client.get(back).get_data(as_text=True)
    assert 'rel="prev"' not in first


@pytest.mark.parametrize(
    ("standing", "who"),
    [
        ("here", {"hr", "here"}),
        ("to_come", {"to_come"}),
        ("left", {"left"}),
        ("disabled", {"disabled"}),
        ("no_password", {"hr", "here"}),
    ],
)
def test_the_list_is_filtered_by_state(client, hr, standing, who):
    people = {
        "hr": hr,
        "here": a_person(),
        "to_come": a_person(hired=date(2026, 6, 1)),
        "left": a_person(left=date(2026, 5, 4)),
        "disabled": a_person(disabled=True),
    }
    sign_in(client, hr)
    page = client.get(f"/admin/?standing={standing}").get_data(as_text=True)
    found = {name for name, person in people.items() if f'/admin/people/{person.id}"' in page}
    assert found == who


def test_a_department_filters_with_everything_below(client, hr):
    top = a_department("Sales")
    inside = a_person(department=a_department("Shoes", parent=top))
    outside = a_person()
    sign_in(client, hr)
    page = client.get(f"/admin/?department={top.id}").get_data(as_text=True)
    assert f'/admin/people/{inside.id}"' in page
    assert f'/admin/people/{outside.id}"' not in page


PAGES = ("", "/identity", "/placement", "/leaving", "/return", "/absences")
POSTS = (
    "/identity",
    "/placement",
    "/leaving",
    "/return",
    "/absences",
    "/absences/1",
    "/absences/1/cancellation",
    "/disabling",
    "/enabling",
    "/invitation",
    "/reset",
    "/link",
)


def test_limited_hr_sees_their_departments_and_nobody_else(client):
    mine = a_department("Shoes")
    limited = a_person(department=mine)
    a_grant(limited, Role.HR, mine)
    inside = a_person(department=a_department("Boots", parent=mine))
    outside, machine = a_person(), a_person(kind=Kind.SERVICE, number=None, email=None)
    sign_in(client, limited)
    page = client.get("/admin/").get_data(as_text=True)
    assert f'/admin/people/{inside.id}"' in page
    assert f'/admin/people/{outside.id}"' not in page
    for part in PAGES:
        assert client.get(f"/admin/people/{inside.id}{part}").status_code == 200
        assert client.get(f"/admin/people/{outside.id}{part}").status_code == 404
        assert client.get(f"/admin/people/{machine.id}{part}").status_code == 404
    answers = {
        "given_name": "A",
        "family_name": "B",
        "number": "X9",
        "email": "",
        "language": "en",
        "since": "2026-05-04",
        "first": "2026-05-04",
        "last": "",
        "last_day": "2026-05-04",
        "employer": str(counting(Placement, inside)[0].employer_id),
        "site": "",
        "department": str(mine.id),
        "manager": "",
    }
    for part in POSTS:
        answer = client.submit(f"/admin/people/{outside.id}{part}", page="/admin/people/new", **answers)
        assert answer.status_code == 404, part
    assert len(counting(Placement, outside)) == 1


def test_limited_hr_cannot_place_somebody_elsewhere_nor_touch_the_organisation(client):
    mine, elsewhere = a_department("Shoes"), a_department("Bags")
    limited = a_person(department=mine)
    a_grant(limited, Role.HR, mine)
    inside = a_person(department=mine)
    sign_in(client, limited)
    place = {"since": "2026-06-01", "employer": str(counting(Placement, inside)[0].employer_id), "site": ""}
    answer = client.submit(
        f"/admin/people/{inside.id}/placement", **place, department=str(elsewhere.id), manager=""
    )
    assert answer.status_code == 422
    answer = client.submit("/admin/departments", page="/admin/departments/new", name="Hats", parent="")
    assert answer.status_code == 409
    assert "limited to some departments" in answer.get_data(as_text=True)


def test_an_employee_sees_nothing_of_the_administration(client):
    sign_in(client, a_person())
    for address in ("/admin/", "/admin/departments", "/admin/invitations", "/admin/people/1"):
        assert client.get(address).status_code == 403


def test_a_new_placement_keeps_the_old_one_readable(client, hr):
    person, shoes = a_person(), a_department("Shoes")
    employer = counting(Placement, person)[0].employer_id
    sign_in(client, hr)
    place = {"employer": str(employer), "site": "", "department": str(shoes.id), "manager": hr.email}
    answer = client.submit(f"/admin/people/{person.id}/placement", since="2026-06-01", **place)
    assert answer.status_code == 303
    before, after = counting(Placement, person)
    assert (before.valid_from, before.valid_to) == (HIRED, date(2026, 6, 1))
    assert (after.valid_from, after.valid_to, after.manager_id) == (date(2026, 6, 1), None, hr.id)
    every = db.session.scalar(select(func.count(Placement.id)).where(Placement.person_id == person.id))
    assert every == 3
    assert events("person_placed") == 1


def test_another_employer_changes_the_employment_too(client, hr):
    person, employer = a_person(), an_employer()
    department = counting(Placement, person)[0].department_id
    sign_in(client, hr)
    place = {"employer": str(employer.id), "site": "", "department": str(department), "manager": ""}
    client.submit(f"/admin/people/{person.id}/placement", since="2026-06-01", **place)
    before, after = counting(Employment, person)
    assert before.valid_to == after.valid_from == date(2026, 6, 1)
    assert after.employer_id == employer.id


@pytest.mark.parametrize("since", ["2023-01-01", "1899-01-01"])
def test_nobody_is_placed_on_a_day_they_are_not_employed(client, hr, since):
    person = a_person()
    known = counting(Placement, person)[0]
    sign_in(client, hr)
    place = {"employer": str(known.employer_id), "site": "", "department": str(known.department_id)}
    answer = client.submit(f"/admin/people/{person.id}/placement", since=since, manager="", **place)
    assert answer.status_code == 409


def test_managers_are_never_a_loop(client, hr):
    top = a_person()
    middle = a_person(manager=top)
    low = a_person(manager=middle)
    known = counting(Placement, top)[0]
    sign_in(client, hr)
    place = {"employer": str(known.employer_id), "site": "", "department": str(known.department_id)}
    for manager in (top, middle, low):
        answer = client.submit(
            f"/admin/people/{top.id}/placement", since="2026-05-04", manager=manager.number, **place
        )
        assert answer.status_code == 409
        assert "loop of managers" in answer.get_data(as_text=True)


def test_leaving_ends_employment_placement_and_roles(client, admin):
    person = somebody(Role.AUDITOR)
    sign_in(client, admin)
    client.submit(f"/admin/people/{person.id}/leaving", last_day="2026-05-31")
    for row in (Employment, Placement, RoleGrant):
        assert [one.valid_to for one in counting(row, person)] == [date(2026, 6, 1)]
    assert events("person_left") == 1


def test_somebody_who_left_returns(client, hr):
    person = a_person(left=date(2025, 1, 1))
    known = counting(Placement, person)[0]
    sign_in(client, hr)
    place = {"employer": str(known.employer_id), "site": "", "department": str(known.department_id)}
    answer = client.submit(
        f"/admin/people/{person.id}/return", first="2026-05-04", last="", manager="", **place
    )
    assert answer.status_code == 303
    assert [row.valid_from for row in counting(Employment, person)] == [HIRED, date(2026, 5, 4)]
    again = client.submit(
        f"/admin/people/{person.id}/return", first="2026-05-04", last="", manager="", **place
    )
    assert again.status_code == 409


def test_an_absence_is_recorded_corrected_and_cancelled(client, hr):
    person = a_person()
    sign_in(client, hr)
    page = f"/admin/people/{person.id}/absences"
    assert client.submit(page, first="2026-05-04", last="2026-05-08").status_code == 303
    [absence] = counting(Absence, person)
    assert absence.valid_to == date(2026, 5, 9)
    client.submit(f"{page}/{absence.id}", first="2026-05-04", last="")
    [corrected] = counting(Absence, person)
    assert corrected.valid_to is None
    client.submit(f"{page}/{corrected.id}/cancellation", page=f"{page}/{corrected.id}")
    assert counting(Absence, person) == []
    assert client.get(f"{page}/{corrected.id}").status_code == 404
    assert [events(f"absence_{what}") for what in ("recorded", "corrected", "cancelled")] == [1, 1, 1]


@pytest.mark.parametrize(
    "days", [("2026-05-08", "2026-05-04"), ("2026-05-10", ""), ("2026-05-01", "2026-05-12")]
)
def test_an_absence_that_cannot_be_is_refused(client, hr, days):
    person = a_person()
    an_absence(person, date(2026, 5, 11), date(2026, 5, 16))
    sign_in(client, hr)
    answer = client.submit(f"/admin/people/{person.id}/absences", first=days[0], last=days[1])
    assert answer.status_code == 409
    assert len(counting(Absence, person)) == 1


def test_the_absence_of_another_is_not_found(client, hr):
    absence, person = an_absence(a_person(), date(2026, 5, 11)), a_person()
    sign_in(client, hr)
    assert client.get(f"/admin/people/{person.id}/absences/{absence.id}").status_code == 404


def test_a_role_is_given_and_taken_with_a_line_in_the_ledger(client, admin):
    person, shoes = a_person(), a_department("Shoes")
    sign_in(client, admin)
    page = f"/admin/people/{person.id}/roles"
    assert client.submit(page, role="hr", department=str(shoes.id)).status_code == 303
    [given] = counting(RoleGrant, person)
    assert (given.role, given.department_id, given.granted_by_id) == (Role.HR, shoes.id, admin.id)
    client.submit(f"{page}/{given.id}/revocation", page=page)
    assert counting(RoleGrant, person) == []
    leaves = db.session.scalars(
        select(EventRow.leaf).where(EventRow.name.in_(["role_granted", "role_revoked"])).order_by(EventRow.id)
    ).all()
    assert len(leaves) == 2
    assert all(leaf and person.subject.encode() in leaf for leaf in leaves)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"role": "auditor", "department": "shoes"}, "Only the role HR can be limited"),
        ({"role": "manager", "department": ""}, ""),
        ({"role": "", "department": ""}, "Choose one"),
    ],
)
def test_a_role_that_cannot_be_given(client, admin, form, sentence):
    person, shoes = a_person(), a_department("Shoes")
    sign_in(client, admin)
    form = {**form, "department": str(shoes.id) if form["department"] else ""}
    answer = client.submit(f"/admin/people/{person.id}/roles", **form)
    assert answer.status_code in {409, 422}
    assert sentence in answer.get_data(as_text=True)
    assert counting(RoleGrant, person) == []


def test_nobody_grants_a_role_to_themselves(client, admin):
    sign_in(client, admin)
    answer = client.submit(f"/admin/people/{admin.id}/roles", role="auditor", department="")
    assert answer.status_code == 409
    assert "to themselves" in answer.get_data(as_text=True)


def test_only_administrators_grant_roles(client, hr):
    sign_in(client, hr)
    assert client.get(f"/admin/people/{hr.id}/roles").status_code == 403


def test_the_last_administrator_can_neither_go_nor_be_closed(client, admin, app):
    hr = somebody(Role.HR)
    [own] = counting(RoleGrant, admin)
    sign_in(client, admin)
    page = f"/admin/people/{admin.id}/roles"
    answer = client.submit(f"{page}/{own.id}/revocation", page=page)
    assert answer.status_code == 409
    assert "last administrator" in answer.get_data(as_text=True)
    other = app.test_client()
    sign_in(other, hr)
    answer = other.submit(f"/admin/people/{admin.id}/leaving", last_day="2026-05-31")
    assert answer.status_code == 409
    assert len(counting(RoleGrant, admin)) == 1


@pytest.mark.parametrize("facts", [{"disabled": True}, {"left": date(2026, 5, 4)}])
def test_an_administrator_who_cannot_sign_in_is_none(client, admin, facts):
    gone = a_person(**facts)
    a_grant(gone, Role.ADMIN)
    [own] = counting(RoleGrant, admin)
    sign_in(client, admin)
    page = f"/admin/people/{admin.id}/roles"
    assert client.submit(f"{page}/{own.id}/revocation", page=page).status_code == 409


def test_one_of_two_administrators_may_go(client, admin):
    second = somebody(Role.ADMIN)
    [theirs] = counting(RoleGrant, second)
    sign_in(client, admin)
    page = f"/admin/people/{second.id}/roles"
    assert client.submit(f"{page}/{theirs.id}/revocation", page=page).status_code == 303


def test_nobody_disables_themselves(client, admin):
    somebody(Role.ADMIN)
    sign_in(client, admin)
    client.submit(f"/admin/people/{admin.id}/disabling", page=f"/admin/people/{admin.id}")
    assert not db.session.scalar(select(Person.disabled).where(Person.id == admin.id))


def test_a_correction_names_its_fields_and_not_their_content(client, hr):
    person = a_person("Lea", "Martin", number="V42")
    sign_in(client, hr)
    identity = {"given_name": "Léa", "family_name": "Martin", "number": "V42", "email": "new@verdier.example"}
    client.submit(f"/admin/people/{person.id}/identity", language="en", **identity)
    payload = db.session.scalar(select(EventRow.payload).where(EventRow.name == "person_changed"))
    assert payload == {"fields": ["given_name", "email"]}
