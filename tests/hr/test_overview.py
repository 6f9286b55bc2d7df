"""The overview: everyone counted once, by department, one level at a time."""

from __future__ import annotations

from datetime import date

from advocacy.access import Role
from advocacy.charter.models import Withdrawal
from advocacy.charter.rules import Act
from advocacy.people.models import PeopleImport
from advocacy.uploads.models import ImportState
from tests.hr.conftest import LIVE, rows
from tests.support.charter_makers import a_published_version, english_text, french_text
from tests.support.crowds import a_crowd, acts
from tests.support.makers import a_department, a_grant, a_person, save, sign_in, somebody
from tests.support.queries import count_queries

TABLE = "Everyone by department"


def test_everyone_is_counted_by_department_and_standing(hr, shop):
    boots, shoes, hats = (a_person(department=place) for place in (shop.boots, shop.shoes, shop.hats))
    a_person(department=shop.hats, left=date(2026, 4, 10))
    a_person(department=shop.hats, email=None, hired=date(2026, 4, 20))
    acts(shop.charter, [boots.id])
    acts(shop.charter, [shoes.id], Act.OBJECTED)
    page = hr.get("/hr/")
    assert rows(page.text, TABLE) == [
        # department, concerned, acknowledged, objected, owed, overdue, exempt, left, without e-mail
        ["Hats", "2", "0", "0", "1", "1", "0", "1", "1", "Register – Hats"],
        ["Offices", "1", "0", "0", "0", "1", "0", "0", "0", "Register – Offices"],
        ["Shoes", "2", "1", "1", "0", "0", "0", "0", "0", "Register – Shoes"],
        ["Total", "5", "1", "1", "1", "2", "0", "1", "1", "Register – Total"],
    ]
    assert "1 May 2026" in page.text
    assert hats.display_name not in page.text


def test_a_department_is_looked_into_one_level_at_a_time(hr, shop):
    a_person(department=shop.boots)
    a_person(department=shop.shoes)
    page = hr.get(f"/hr/?department={shop.shoes.id}")
    assert [line[0] for line in rows(page.text, TABLE)] == ["Shoes itself", "Boots", "Total"]
    assert "All departments" in page.text
    assert hr.get("/hr/?department=999999").status_code == 404


def test_another_version_can_be_chosen(hr, shop):
    texts = (french_text(title="Entraide"), english_text(title="Helping each other"))
    newer = a_published_version(live_at=LIVE, texts=texts)
    acts(newer, [shop.hr.id])
    first, second = hr.get("/hr/"), hr.get(f"/hr/?version={newer.id}")
    assert rows(first.text, TABLE)[-1][1:6] == ["1", "0", "0", "0", "1"]
    assert rows(second.text, TABLE)[-1][1:6] == ["1", "1", "0", "0", "0"]
    assert "Helping each other – version 1 (in force)" in second.text


def test_a_withdrawn_version_is_offered_and_nobody_owes_it(hr, shop, world):
    acts(shop.charter, [shop.hr.id])
    a_person(department=shop.hats)
    save(
        Withdrawal(
            version_id=shop.charter.id, by_id=shop.hr.id, at=world.clock.now(), reason="A clause was wrong."
        )
    )
    page = hr.get("/hr/")
    assert "Nothing is in force" in page.text
    assert "version 1 (withdrawn)" in page.text
    shown = hr.get(f"/hr/?version={shop.charter.id}")
    assert rows(shown.text, TABLE)[-1][:7] == ["Total", "1", "1", "0", "0", "0", "1"]
    assert "This version was withdrawn on" in shown.text
    assert "the last day is" not in shown.text
    register = hr.get(f"/hr/register?version={shop.charter.id}")
    assert sorted(row[4] for row in rows(register.text, "Register")) == ["Acknowledged", "Exempt"]
    assert "This version was withdrawn on" in register.text
    assert "days overdue" not in register.text
    then = hr.get(f"/hr/register?version={shop.charter.id}&day=2026-04-15")
    assert "Owed" in {row[4] for row in rows(then.text, "Register")}


def test_the_fragment_is_the_part_that_a_filter_replaces(hr, shop):
    part = hr.get("/hr/", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="overview">')
    assert "<html" not in part.text


def test_before_the_first_publication_the_page_says_what_will_be_here(client, app):
    sign_in(client, somebody(Role.HR))
    assert "Nothing is in force yet" in client.get("/hr/").text


def test_a_charter_to_come_is_not_counted(client, app, world):
    a_published_version(live_at=world.clock.now().replace(year=2027))
    sign_in(client, somebody(Role.HR))
    assert "Nothing is in force yet" in client.get("/hr/").text


def test_the_last_import_and_the_exposure_are_told(hr, shop, world):
    assert "people were entered by hand" in hr.get("/hr/").text
    imported = {"sha256": "0" * 64, "state": ImportState.APPLIED, "uploaded_at": world.clock.now()}
    save(PeopleImport(file_name="staff.xlsx", ended_at=world.clock.now(), **imported))
    page = hr.get("/hr/").text
    assert "people were entered by hand" not in page
    assert "never: nothing is in the ledger yet" in page


def test_hr_of_a_department_sees_it_and_all_below_and_nothing_else(client, shop):
    someone = a_person(department=shop.hats)
    a_grant(someone, Role.HR, shop.shoes)
    a_person(department=shop.boots)
    sign_in(client, someone)
    page = client.get("/hr/")
    assert [line[:2] for line in rows(page.text, TABLE)] == [["Boots", "1"], ["Total", "1"]]
    assert "Hats" not in page.text
    assert client.get(f"/hr/?department={shop.hats.id}").status_code == 404


def test_an_auditor_sees_everyone_and_a_manager_nothing(client, shop):
    lead = a_person(department=shop.shoes)
    a_person(department=shop.shoes, manager=lead)
    sign_in(client, lead)
    assert client.get("/hr/").status_code == 403
    sign_in(client, somebody(Role.AUDITOR, department=shop.hats))
    assert rows(client.get("/hr/").text, TABLE)[-1][1] == "4"


def test_the_page_takes_as_many_queries_for_a_thousand_people_as_for_ten(hr, shop):
    places = [shop.shoes, shop.boots, shop.hats]
    acts(shop.charter, a_crowd(10, departments=places)[:5])
    with count_queries() as few:
        hr.get("/hr/")
    acts(shop.charter, a_crowd(1200, departments=[*places, *(a_department() for _each in range(20))])[:700])
    with count_queries() as many:
        page = hr.get("/hr/")
    assert rows(page.text, TABLE)[-1][1:3] == ["1,211", "705"]
    assert len(few) == len(many) <= 10, "\n\n".join(many)
