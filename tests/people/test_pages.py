"""Every page of accounts and administration opens, in both languages, with a fixed number of queries."""

from __future__ import annotations

import pytest

from advocacy.access import Role
from advocacy.people.rules import Kind, Language
from tests.support.makers import a_department, a_person, a_site, an_absence, an_employer, sign_in, somebody
from tests.support.queries import count_queries

ADDRESSES = (
    "/account/",
    "/account/devices",
    "/account/password",
    "/account/privacy",
    "/admin/",
    "/admin/people/new",
    "/admin/services/new",
    "/admin/people/{person}",
    "/admin/people/{person}/identity",
    "/admin/people/{person}/placement",
    "/admin/people/{person}/leaving",
    "/admin/people/{person}/return",
    "/admin/people/{person}/absences",
    "/admin/people/{person}/absences/{absence}",
    "/admin/people/{person}/roles",
    "/admin/invitations",
    "/admin/organisation",
    "/admin/employers/new",
    "/admin/employers/{employer}",
    "/admin/sites/new",
    "/admin/sites/{site}",
    "/admin/departments",
    "/admin/departments/new",
    "/admin/departments/{department}",
)


@pytest.fixture
def filled():
    employer = an_employer()
    site, department = a_site(employer), a_department()
    person = a_person("Zoé", "Łukasz", site=site, department=department)
    somebody(Role.APPROVER, manager=person)
    absence = an_absence(person, person_hired := person.created_at.date())
    assert person_hired
    a_person(kind=Kind.SERVICE, number=None, email=None)
    return {
        "person": person.id,
        "absence": absence.id,
        "employer": employer.id,
        "site": site.id,
        "department": department.id,
    }


LOCALES = {Language.ENGLISH: "en-GB", Language.FRENCH: "fr"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_opens(client, filled, address, language):
    sign_in(client, somebody(Role.HR, Role.ADMIN, language=language))
    answer = client.get(address.format(**filled))
    assert answer.status_code == 200
    assert f'lang="{LOCALES[language]}"' in answer.get_data(as_text=True)[:300]


@pytest.mark.parametrize("address", ["/account/sign-in", "/account/forgotten", "/account/forgotten/asked"])
def test_a_page_for_strangers_opens(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_costs_at_most_ten_queries_whatever_the_number_of_people(client, filled, address):
    sign_in(client, somebody(Role.HR, Role.ADMIN))
    client.get(address.format(**filled))
    with count_queries() as few:
        client.get(address.format(**filled))
    for number in range(12):
        a_person(family_name=f"Garcia{number}", department=a_department(), site=a_site())
    with count_queries() as many:
        client.get(address.format(**filled))
    assert len(many) == len(few)
    assert len(many) <= 10


def test_a_service_account_has_a_page_without_buttons(client):
    service = a_person("Payroll", kind=Kind.SERVICE, number=None, email=None)
    sign_in(client, somebody(Role.ADMIN))
    answer = client.get(f"/admin/people/{service.id}")
    assert answer.status_code == 200
    assert "/disabling" not in answer.get_data(as_text=True)
