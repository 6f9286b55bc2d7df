"""Trainings that lapse soon, and having people reminded of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from advocacy.access import Role
from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.notices.models import Notice
from tests.hr.conftest import rows
from tests.support.jobs import run_jobs
from tests.support.makers import a_grant, a_person, an_absence, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.training_makers import a_completion, a_module, a_requirement, a_waiver

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def module(shop):
    """A training required of everyone, that holds for twelve months."""
    module = a_module("answering", published_at=LONG_AGO)
    a_requirement(module, begins_on=LONG_AGO.date())
    return module


@pytest.fixture
def people(world, shop, module):
    """Whose training lapsed ten days ago, lapses in 20, 50 and 80 days, and in ten months."""
    names = {"Gone": -10, "Soon": 20, "Later": 50, "Last": 80, "Fresh": 300}
    made = {}
    for name, days in names.items():
        made[name] = a_person("Zoë", name, department=shop.boots if days < 50 else shop.hats)
        a_completion(made[name], module, world.clock.now() - timedelta(days=365 - days))
    return made


def _names(page) -> list[str]:
    return [row[0].removesuffix(" Zoë") for row in rows(page.text, "Person by person")]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(30, ["Gone", "Soon"]), (60, ["Gone", "Soon", "Later"]), (90, ["Gone", "Soon", "Later", "Last"])],
)
def test_what_lapses_within_so_many_days_is_listed_earliest_first(hr, people, days, expected):
    assert _names(hr.get(f"/hr/expiries?days={days}")) == expected


def test_lapses_are_counted_by_training_and_department(hr, shop, people):
    page = hr.get("/hr/expiries?days=90")
    assert rows(page.text, "Table: By training") == [["Answering a customer", "1", "1", "1", "1"]]
    assert rows(page.text, "By department") == [["Hats", "2"], ["Shoes", "2"]]
    assert _names(hr.get(f"/hr/expiries?days=90&department={shop.hats.id}")) == ["Later", "Last"]
    a_module("silence")
    assert "Nothing lapses" in hr.get("/hr/expiries?module=silence").text
    assert hr.get("/hr/expiries?module=nothing").status_code == 404


def test_each_line_leads_to_the_person_and_says_by_when(hr, people):
    page = hr.get("/hr/expiries?days=60").text
    assert f'href="/hr/people/{people["Soon"].id}/held"' in page
    found = rows(page, "Person by person")
    assert "Lapsed" in found[0][3]
    assert "overdue" in found[0][4]
    assert found[1][4] == "Due in 20 days"
    assert found[2][4] == "not asked yet"


def test_who_is_let_off_or_left_is_not_among_them(hr, world, shop, module, people):
    a_waiver(people["Soon"], module)
    left = a_person("Zoë", "Left", department=shop.hats, left=world.clock.now().date() - timedelta(days=1))
    a_completion(left, module, world.clock.now() - timedelta(days=380))
    assert _names(hr.get("/hr/expiries?days=30")) == ["Gone"]


def test_hr_of_some_departments_sees_only_them(client, shop, people):
    limited = a_person()
    a_grant(limited, Role.HR, shop.hats)
    sign_in(client, limited)
    assert _names(client.get("/hr/expiries?days=90")) == ["Later", "Last"]
    assert client.get(f"/hr/expiries?department={shop.shoes.id}").status_code == 404


def test_a_long_list_comes_in_pages_of_a_fixed_number_of_queries(hr, world, shop, module, people):
    with count_queries() as few:
        hr.get("/hr/expiries")
    for number in range(30):
        one = a_person("Zoë", f"N{number}", department=shop.hats)
        a_completion(one, module, world.clock.now() - timedelta(days=370, minutes=number))
    with count_queries() as many:
        first = hr.get("/hr/expiries")
    assert len(few) == len(many) <= 10, "\n\n".join(many)
    with count_queries() as narrowed:
        hr.get(f"/hr/expiries?department={shop.hats.id}&module=answering")
    assert len(narrowed) <= 10, "\n\n".join(narrowed)
    after = first.text.partition("after=")[2].partition("&")[0].partition('"')[0]
    second = hr.get(f"/hr/expiries?days=30&after={after}")
    assert len(_names(first)) == 25
    assert set(_names(first)).isdisjoint(_names(second))
    assert len(_names(second)) == 7
    before = second.text.partition("before=")[2].partition("&")[0].partition('"')[0]
    assert _names(hr.get(f"/hr/expiries?days=30&before={before}")) == _names(first)
    assert hr.get("/hr/expiries?after=what.is.this").status_code == 200


def test_a_dry_run_says_how_many_mails_there_would_be(hr, world, people):
    an_absence(people["Gone"], world.clock.now().date())
    page = hr.get("/hr/expiries/reminders?days=90").text
    assert "Remind 1 person" in page
    facts = page.partition("People asked to renew by now")[2]
    assert facts.index(">2<") < facts.index(">1<")
    assert not db.session.scalars(select(Notice)).all()


def test_reminding_writes_one_mail_each_and_once_a_day(hr, people):
    address = "/hr/expiries/reminders"
    for _twice in range(2):
        hr.submit(address, page=f"{address}?days=90", days="90")
        run_jobs()
    written = db.session.scalars(select(Notice).where(Notice.kind == "reminder")).all()
    assert {one.person_id for one in written} == {people["Gone"].id, people["Soon"].id}
    assert len(written) == 2
    assert "There is nobody to write to" in hr.get(f"{address}?days=90").text
    asked = db.session.scalars(select(EventRow.payload).where(EventRow.name == "reminders_asked")).all()
    assert asked == [{"days": 90, "people": 2}, {"days": 90, "people": 2}]


def test_at_night_the_mails_wait_for_the_morning(hr, world, people):
    night = world.clock.now().replace(hour=21)
    world.clock.at = night
    hr.submit("/hr/expiries/reminders", page="/hr/expiries/reminders?days=30", days="30")
    run_jobs()
    assert not db.session.scalars(select(Notice)).all()
    world.clock.at = night + timedelta(hours=13)
    run_jobs()
    assert len(db.session.scalars(select(Notice)).all()) == 2


@pytest.mark.parametrize("role", [Role.AUDITOR, None])
def test_only_hr_may_remind(client, shop, people, role):
    sign_in(client, somebody(role) if role else a_person())
    assert client.get("/hr/expiries/reminders").status_code == 403
    assert client.get("/hr/expiries").status_code == (200 if role else 403)


def test_hr_of_some_departments_reminds_only_their_people(client, world, shop, module, people):
    limited = a_person()
    a_grant(limited, Role.HR, shop.hats)
    hat = a_person("Zoë", "Hat", department=shop.hats)
    a_completion(hat, module, world.clock.now() - timedelta(days=370))
    sign_in(client, limited)
    client.submit("/hr/expiries/reminders", page="/hr/expiries/reminders?days=30", days="30")
    run_jobs()
    assert db.session.scalars(select(Notice.person_id)).all() == [hat.id]
