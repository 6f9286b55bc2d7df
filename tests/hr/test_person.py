"""One person's page: whole for HR, without the reason for auditors, and not there for anybody else."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from advocacy.access import Role
from advocacy.charter.models import Acknowledgement, ObjectionReason
from advocacy.charter.rules import Act
from advocacy.db import db
from advocacy.notices.models import Notice
from advocacy.notices.rules import NoticeState
from advocacy.people.rules import Kind
from tests.hr.conftest import rows
from tests.support.charter_makers import a_published_version
from tests.support.crowds import acts
from tests.support.makers import a_grant, a_person, an_absence, save, sign_in, somebody
from tests.support.queries import count_queries

REASON = "I find clause 3 <b>unfair</b>."


@pytest.fixture
def lea(shop):
    """Somebody in Boots who objected, with a reason."""
    person = a_person("Léa", "Arnaud", department=shop.boots, manager=shop.hr)
    acts(shop.charter, [person.id], Act.OBJECTED)
    save(ObjectionReason(acknowledgement_id=_act_of(person).id, reason=REASON))
    return person


def _act_of(person) -> Acknowledgement:
    return db.session.scalars(select(Acknowledgement).where(Acknowledgement.person_id == person.id)).one()


def test_the_page_tells_what_holds_what_was_done_and_what_was_written(hr, shop, lea, world):
    an_absence(lea, date(2026, 4, 10), date(2026, 4, 20))
    notice = {"kind": "reminder", "person_id": lea.id, "address": lea.email, "language": "en", "zone": "UTC"}
    when = {"created_at": world.clock.now(), "due_at": world.clock.now(), "ended_at": world.clock.now()}
    save(Notice(**notice, **when, dedup_key="a", state=NoticeState.BOUNCED, detail="no such mailbox"))
    page = hr.get(f"/hr/people/{lea.id}")
    assert rows(page.text, "What is asked now") == [["Social media charter", "1", "Objected", "nothing owed"]]
    [act] = rows(page.text, "Acknowledgements and objections")
    assert act[:2] == ["Charte des réseaux sociauxversion 1 · French", "Objected"]
    assert f"/audit/receipts/{_act_of(lea).event_id}" in page.text
    history = {row[0] for row in rows(page.text, "History of Léa Arnaud")}
    assert history == {"Absence", "Employment holds", "Placement holds"}
    assert rows(page.text, "What was written to them")[0][0] == "Reminder"
    assert "Bouncedno such mailbox" in rows(page.text, "What was written to them")[0][2]
    assert f"/admin/people/{lea.id}" in page.text
    assert "There is an objection to “Social media charter”." in page.text


def test_each_button_leads_somewhere_else_and_one_to_what_was_at_a_moment(hr, shop, lea):
    page = hr.get(f"/hr/people/{lea.id}").text
    leading = re.findall(r'<a class="button[^"]*" href="([^"]+)"', page)
    assert len(leading) == len(set(leading))
    assert {f"/training/requirements/people/{lea.id}", f"/roster/eligibility/{lea.id}"} <= set(leading)
    answer = hr.get(f"/roster/eligibility/{lea.id}")
    assert answer.status_code == 200
    assert f'href="/roster/eligibility/{lea.id}"' in hr.get(f"/roster/members/{lea.id}").text


def test_the_reason_of_an_objection_is_for_hr_alone(client, shop, lea):
    sign_in(client, shop.hr)
    page = client.get(f"/hr/people/{lea.id}").text
    assert "I find clause 3 &lt;b&gt;unfair&lt;/b&gt;." in page
    sign_in(client, somebody(Role.AUDITOR))
    page = client.get(f"/hr/people/{lea.id}").text
    assert "I find clause 3" not in page
    assert "Only HR reads it" in page


def test_an_auditor_who_is_hr_of_another_department_reads_no_reason(client, shop, lea):
    both = somebody(Role.AUDITOR)
    a_grant(both, Role.HR, shop.hats)
    sign_in(client, both)
    page = client.get(f"/hr/people/{lea.id}")
    assert page.status_code == 200
    assert "I find clause 3" not in page.text


def test_an_auditor_changes_nothing(client, shop, lea):
    sign_in(client, somebody(Role.AUDITOR))
    page = client.get(f"/hr/people/{lea.id}").text
    assert "/admin/" not in page
    assert 'action="/hr' not in page


def test_hr_of_another_department_finds_nobody_here(client, shop, lea):
    other = a_person(department=shop.hats)
    a_grant(other, Role.HR, shop.hats)
    sign_in(client, other)
    assert client.get(f"/hr/people/{lea.id}").status_code == 404
    assert client.get(f"/hr/people/{other.id}").status_code == 200


def test_hr_of_a_department_sees_the_people_of_its_parts(client, shop, lea):
    near = a_person(department=shop.hats)
    a_grant(near, Role.HR, shop.shoes)
    sign_in(client, near)
    page = client.get(f"/hr/people/{lea.id}")
    assert page.status_code == 200
    assert "I find clause 3" in page.text


@pytest.mark.parametrize("number", [0, 999_999, 2**31, 2**80])
def test_nobody_is_a_page_that_does_not_exist(hr, shop, number):
    assert hr.get(f"/hr/people/{number}").status_code == 404


def test_a_service_account_is_nobody(hr, shop):
    assert hr.get(f"/hr/people/{a_person(kind=Kind.SERVICE).id}").status_code == 404


def test_what_is_owed_has_its_day_and_the_gate_says_why(hr, shop):
    page = hr.get(f"/hr/people/{shop.hr.id}").text
    assert rows(page, "What is asked now")[0][2:] == ["Overdue", "3 days overdue"]
    assert "“Social media charter” is overdue." in page
    assert "Nothing was acknowledged or objected to so far." in page
    assert "Nothing was written to them so far." in page


def test_names_are_text_and_never_markup(hr, shop):
    person = a_person("<script>alert(1)</script>", 'O\'Brien & "Söhne"', department=shop.hats)
    page = hr.get(f"/hr/people/{person.id}")
    assert "<script>alert" not in page.text


def test_the_page_takes_ten_queries_however_much_there_is(hr, shop, lea, world):
    with count_queries() as few:
        hr.get(f"/hr/people/{lea.id}")
    for _each in range(5):
        acts(a_published_version(live_at=shop.charter.live_at), [lea.id])
    with count_queries() as many:
        hr.get(f"/hr/people/{lea.id}")
    assert len(few) == len(many) <= 10, "\n\n".join(many)
