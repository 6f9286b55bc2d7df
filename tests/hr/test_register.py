"""The register: who is in it, how it is narrowed, ordered and paged."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from advocacy.access import Role
from advocacy.charter.rules import Act
from advocacy.folding import fold
from advocacy.people.models import Absence
from advocacy.people.rules import Kind
from tests.hr.conftest import LIVE, rows
from tests.support.client import tree
from tests.support.crowds import a_crowd, acts
from tests.support.makers import (
    a_grant,
    a_person,
    a_site,
    an_absence,
    an_employer,
    save,
    sign_in,
    somebody,
)
from tests.support.queries import count_queries


def names(page) -> list[str]:
    return [row[0] for row in rows(page.text, "Register")]


def test_the_register_says_where_everyone_stands(hr, shop):
    lyon = an_employer("Verdier Lyon SAS")
    lea = a_person("Léa", "Arnaud", department=shop.boots, manager=shop.hr, employer=lyon)
    zoe = a_person("Zoë", "Bernard", department=shop.hats, kind=Kind.EXTERNAL, email=None)
    late = a_person("Ana", "Costa", department=shop.hats, hired=date(2026, 4, 20))
    gone = a_person("Yann", "Duval", department=shop.hats, left=date(2026, 4, 11))
    acts(shop.charter, [lea.id])
    acts(shop.charter, [zoe.id], Act.OBJECTED)
    found = {row[0]: row[1:] for row in rows(hr.get("/hr/register").text, "Register")}
    assert list(found) == ["Arnaud Léa", "Bernard Zoë", "Costa Ana", "Duval Yann", "Roux Hélène"]
    assert found["Arnaud Léa"][:4] == [lea.number, "BootsVerdier Lyon SAS", "Hélène Roux", "Acknowledged"]
    assert found["Bernard Zoë"][3].split() == ["Objected", "External", "No", "e-mail"]
    assert found["Costa Ana"][3:] == ["Owed", "Due in 16 days"]
    assert found["Duval Yann"][3:] == ["Left", "left on 11 Apr 2026"]
    assert found["Roux Hélène"][3:] == ["Overdue", "3 days overdue"]
    assert late.number in found["Costa Ana"]
    assert gone.number in found["Duval Yann"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("text=lefevre", ["Lefèvre Chloé"]),
        ("text=chloé+LEFÈVRE", ["Lefèvre Chloé"]),
        ("text=v-7", ["Lefèvre Chloé"]),
        ("text=%25", []),
        ("who=acknowledged", ["Lefèvre Chloé"]),
        ("who=to_do", ["Martin Jean", "Roux Hélène"]),
        ("who=overdue&without_mail=1", ["Martin Jean"]),
        ("who=left", []),
        ("kind=external", ["Martin Jean"]),
        ("kind=external&text=chloe", []),
        ("manager=helene", ["Lefèvre Chloé"]),
        ("manager=nobody", []),
        ("department={shoes}", ["Lefèvre Chloé"]),
        ("department={hats}&who=overdue", ["Martin Jean"]),
        ("department=999999", []),
        ("employer={employer}", ["Martin Jean"]),
        ("site={site}", ["Martin Jean"]),
        ("site={site}&employer=0", []),
        ("sort=name_from_z", ["Roux Hélène", "Martin Jean", "Lefèvre Chloé"]),
        ("version=999999", []),
    ],
)
def test_filters_narrow_it_together(hr, shop, query, expected):
    employer = an_employer()
    site = a_site(employer)
    chloe = a_person("Chloé", "Lefèvre", department=shop.boots, manager=shop.hr, number="V-7")
    a_person("Jean", "Martin", department=shop.hats, site=site, kind=Kind.EXTERNAL, email=None)
    acts(shop.charter, [chloe.id])
    ids = {"shoes": shop.shoes.id, "hats": shop.hats.id, "employer": employer.id, "site": site.id}
    assert names(hr.get(f"/hr/register?{query.format(**ids)}")) == expected


def test_an_earlier_day_shows_what_was_true_then(hr, shop):
    someone = a_person("Ana", "Costa", department=shop.hats, hired=date(2026, 4, 10), left=date(2026, 4, 30))
    acts(shop.charter, [shop.hr.id])
    assert names(hr.get("/hr/register?day=2026-04-05")) == ["Roux Hélène"]
    then = {row[0]: row[4] for row in rows(hr.get("/hr/register?day=2026-04-15").text, "Register")}
    assert then == {"Costa Ana": "Owed", "Roux Hélène": "Acknowledged"}
    now = {row[0]: row[4] for row in rows(hr.get("/hr/register").text, "Register")}
    assert now[f"{someone.family_name} {someone.given_name}"] == "Left"
    before = hr.get("/hr/register?day=2026-03-31")
    assert "No such version on this day" in before.text


def test_an_act_counts_from_the_evening_it_was_done(hr, shop, world):
    acts(shop.charter, [shop.hr.id], after=timedelta(days=20))
    assert rows(hr.get("/hr/register?day=2026-04-20").text, "Register")[0][4] == "Owed"
    assert rows(hr.get("/hr/register?day=2026-04-21").text, "Register")[0][4] == "Acknowledged"


@pytest.mark.parametrize("query", ["day=never", "day=2026-05-05", "who=everyone", "sort=luck", "kind=robot"])
def test_what_makes_no_sense_is_said_and_nothing_is_listed(hr, shop, query):
    page = hr.get(f"/hr/register?{query}")
    assert page.status_code == 422
    assert not names(page)
    assert 'role="alert"' in page.text


def test_an_absence_is_shown_without_a_reason(hr, shop):
    an_absence(shop.hr, date(2026, 5, 1), date(2026, 5, 20))
    assert "Absent" in rows(hr.get("/hr/register").text, "Register")[0][4]


def test_a_name_is_text_and_never_markup(hr, shop):
    a_person("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', department=shop.hats)
    page = hr.get("/hr/register?text=%22%3E%3Cimg")
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    assert names(page) == ['"><img src=x onerror=alert(1)> <script>alert(1)</script>']


@pytest.mark.parametrize("sort", ["name", "name_from_z", "due"])
def test_pages_follow_each_other_without_gap_or_repeat_in_one_order(hr, shop, sort):
    people = a_crowd(90, departments=[shop.shoes, shop.boots, shop.hats])
    acts(shop.charter, people[::3])
    save(*(absence_of(person_id) for person_id in people[:20]))
    order, seen, address = [], [], f"/hr/register?sort={sort}"
    while address:
        page = hr.get(address)
        seen.append(address)
        order += names(page)
        address = link(page, "next")
    assert len(order) == 91
    assert len(set(order)) == 91
    if sort != "due":
        expected = sorted(order, key=fold, reverse=sort == "name_from_z")
        assert order == expected
    back = []
    address = seen[-1]
    while address:
        page = hr.get(address)
        back.append(names(page))
        address = link(page, "prev")
    assert [name for part in reversed(back) for name in part][-91:] == order


def absence_of(person_id: int) -> Absence:
    return Absence(
        person_id=person_id,
        valid_from=date(2026, 4, 10),
        valid_to=date(2026, 4, 12 + person_id % 9),
        recorded_at=LIVE,
    )


def link(page, rel: str) -> str | None:
    for element in tree(page.text).iter("a"):
        if element.get("rel") == rel:
            parts = urlsplit(element.get("href") or "")
            return f"{parts.path}?{parts.query}"
    return None


def test_a_page_behind_somebody_who_is_gone_is_empty(hr, shop):
    assert names(hr.get("/hr/register?after=999999")) == []
    assert names(hr.get("/hr/register?after=rubbish")) == ["Roux Hélène"]


def test_hr_of_a_department_reads_only_its_people(client, shop):
    someone = a_person(department=shop.hats)
    a_grant(someone, Role.HR, shop.shoes)
    a_person("Ana", "Costa", department=shop.boots)
    sign_in(client, someone)
    assert names(client.get("/hr/register")) == ["Costa Ana"]
    assert names(client.get(f"/hr/register?department={shop.hats.id}")) == []


def test_an_auditor_reads_everyone(client, shop):
    sign_in(client, somebody(Role.AUDITOR, given_name="Ida", family_name="Abel", department=shop.hats))
    assert names(client.get("/hr/register")) == ["Abel Ida", "Roux Hélène"]


def test_an_employee_and_a_manager_are_refused(client, shop):
    lead = a_person(department=shop.hats)
    a_person(department=shop.hats, manager=lead)
    sign_in(client, lead)
    for address in ("/hr/register", "/hr/exports", "/hr/notices", f"/hr/people/{shop.hr.id}"):
        assert client.get(address).status_code == 403, address


def test_the_fragment_is_the_list(hr, shop):
    part = hr.get("/hr/register", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="register">')


@pytest.mark.parametrize(
    "query", ["", "?who=to_do&sort=due", "?text=martin&without_mail=1&manager=roux", "?day=2026-04-20"]
)
def test_a_page_takes_as_many_queries_for_a_thousand_people_as_for_ten(hr, shop, query):
    a_crowd(10, departments=[shop.hats])
    with count_queries() as few:
        hr.get(f"/hr/register{query}")
    acts(shop.charter, a_crowd(1100, departments=[shop.hats, shop.boots])[:300])
    with count_queries() as many:
        hr.get(f"/hr/register{query}")
    assert len(few) == len(many) <= 10, "\n\n".join(many)


def test_seldom_used_filters_are_folded_unless_they_are_set(hr, shop):
    assert {"department", "kind", "sort"} <= _folded(hr.get("/hr/register").text)
    shown = _folded(hr.get(f"/hr/register?department={shop.shoes.id}&sort=name_from_z").text)
    assert "kind" in shown
    assert shown.isdisjoint({"text", "who", "department", "sort"})


def _folded(page: str) -> set[str]:
    (details,) = (one for one in tree(page).iter("details") if one.get("class") == "more-filters")
    return {field.get("name") for field in details.iter() if field.tag in {"select", "input"}}
