"""The log of notices: who was written to, and what became of it."""

from __future__ import annotations

import itertools

import pytest

from advocacy.access import Role
from advocacy.notices.models import Notice
from advocacy.notices.rules import NoticeState
from advocacy.wiring import wiring
from tests.hr.conftest import rows
from tests.support.makers import a_grant, a_person, save, sign_in
from tests.support.queries import count_queries

_serial = itertools.count(1)


def a_notice(
    person, kind: str = "reminder", state: NoticeState = NoticeState.SENT, detail: str | None = None
):
    """Something that was written to somebody."""
    now = wiring().clock.now()
    return Notice(
        kind=kind,
        person_id=person.id,
        address=person.email or "",
        language="en",
        zone="Europe/Paris",
        dedup_key=f"notice-{next(_serial)}",
        state=state,
        created_at=now,
        due_at=now,
        ended_at=now,
        detail=detail,
    )


@pytest.fixture
def written(shop):
    """Two people who were written to, one in vain."""
    ana = a_person("Ana", "Costa", department=shop.hats)
    lea = a_person("Léa", "Arnaud", department=shop.boots)
    save(a_notice(ana), a_notice(lea, "invitation", NoticeState.FAILED, "550 no such mailbox"))
    return ana, lea


def names(page) -> list[str]:
    return [row[0] for row in rows(page.text, "Notices")]


def test_the_latest_notice_comes_first_with_what_became_of_it(hr, written):
    found = rows(hr.get("/hr/notices").text, "Notices")
    assert [row[0] for row in found] == ["Arnaud Léa", "Costa Ana"]
    assert found[0][1] == "Invitation"
    assert found[0][3] == "Failed550 no such mailbox"
    assert found[1][3] == "Sent"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=failed", ["Arnaud Léa"]),
        ("kind=reminder", ["Costa Ana"]),
        ("text=lea", ["Arnaud Léa"]),
        ("text=lea&state=sent", []),
        ("state=burnt&kind=sms", ["Arnaud Léa", "Costa Ana"]),
    ],
)
def test_notices_are_found_by_state_kind_and_person(hr, written, query, expected):
    assert names(hr.get(f"/hr/notices?{query}")) == expected


def test_hr_of_a_department_sees_the_notices_to_its_people(client, shop, written):
    someone = a_person(department=shop.hats)
    a_grant(someone, Role.HR, shop.shoes)
    sign_in(client, someone)
    assert names(client.get("/hr/notices")) == ["Arnaud Léa"]


def test_pages_follow_each_other_at_a_fixed_number_of_queries(hr, written):
    with count_queries() as few:
        hr.get("/hr/notices")
    save(*(a_notice(written[0]) for _each in range(58)))
    with count_queries() as many:
        first = hr.get("/hr/notices")
    assert len(few) == len(many) <= 10, "\n\n".join(many)
    pages, page = [names(first)], first
    while 'rel="next"' in page.text:
        page = hr.get("/hr/notices?before=" + _edge(page, "next", "before"))
        pages.append(names(page))
    assert [len(part) for part in pages] == [25, 25, 10]
    back = hr.get("/hr/notices?after=" + _edge(page, "prev", "after"))
    assert names(back) == pages[1]


def _edge(page, rel: str, name: str) -> str:
    return page.text.partition(f'rel="{rel}" href="/hr/notices?{name}=')[2].partition('"')[0]


def test_before_anything_was_written_the_page_says_so(hr, shop):
    assert "No notice to show" in hr.get("/hr/notices").text
