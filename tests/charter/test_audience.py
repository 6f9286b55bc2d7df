"""Whom an audience's lines mean on a day."""

from __future__ import annotations

from datetime import date

import pytest

from advocacy.charter.queries.audience import concerned, count
from advocacy.charter.rules.audience import AudienceLine
from advocacy.db import db
from advocacy.people.rules import Kind
from advocacy.roles import Role
from tests.support.makers import a_department, a_grant, a_person, a_site, an_employer

TODAY = date(2026, 5, 4)


def meant(*lines, day=TODAY):
    return set(db.session.scalars(concerned(lines, day)))


def test_no_line_is_everyone_employed_and_never_a_machine(app):
    ann, agency = a_person(), a_person(kind=Kind.EXTERNAL)
    a_person(left=TODAY)
    a_person(hired=date(2026, 5, 5))
    a_person(kind=Kind.SERVICE)
    assert meant() == {ann.id, agency.id}
    assert meant(AudienceLine()) == {ann.id, agency.id}
    assert count(db.session(), [], TODAY) == 2


def test_a_department_means_everything_below_it_and_nothing_beside(app):
    stores = a_department()
    shoes = a_department(parent=stores)
    inside = {a_person(department=shoes).id, a_person(department=stores).id}
    a_person(department=a_department())
    assert meant(AudienceLine(department_id=stores.id)) == inside
    assert meant(AudienceLine(department_id=shoes.id)) < inside


def test_a_department_whose_id_begins_alike_is_another(app):
    made = [a_department() for _serial in range(12)]
    people = {department.id: a_person(department=department).id for department in made}
    for department in made:
        assert meant(AudienceLine(department_id=department.id)) == {people[department.id]}


def test_a_line_wants_all_it_names_and_lines_add_up(app):
    employer = an_employer()
    lyon, lille = a_site(employer), a_site(employer)
    shop = a_department()
    both = a_person(site=lyon, department=shop)
    only_site = a_person(site=lyon)
    other = a_person(site=lille)
    assert meant(AudienceLine(site_id=lyon.id, department_id=shop.id)) == {both.id}
    assert meant(AudienceLine(employer_id=employer.id)) == {both.id, only_site.id, other.id}
    lines = (AudienceLine(site_id=lyon.id), AudienceLine(site_id=lille.id))
    assert meant(*lines) == {both.id, only_site.id, other.id}


@pytest.mark.parametrize("granted", [Role.HR, Role.CHARTER_OWNER, Role.APPROVER])
def test_a_granted_role_means_who_holds_it_that_day(app, granted):
    person, other = a_person(), a_person()
    a_grant(person, granted)
    a_grant(other, granted, since=date(2026, 6, 1))
    assert meant(AudienceLine(role=granted)) == {person.id}


def test_three_roles_follow_from_facts(app):
    chief = a_person()
    worker = a_person(manager=chief)
    agency = a_person(kind=Kind.EXTERNAL)
    assert meant(AudienceLine(role=Role.MANAGER)) == {chief.id}
    assert meant(AudienceLine(role=Role.EXTERNAL)) == {agency.id}
    assert meant(AudienceLine(role=Role.EMPLOYEE)) == {chief.id, worker.id}
