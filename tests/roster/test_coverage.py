"""The page of coverage: who may answer now, where nobody does, whose right ends soon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from advocacy.db import db
from advocacy.roles import Role
from advocacy.roster.eligibility import eligible_members
from tests.support.client import PageClient
from tests.support.eligibility_makers import DAY, AnsweringCompany
from tests.support.makers import a_department, a_grant, a_person, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_member, a_pause, a_topic
from tests.support.training_makers import a_completion, a_module, a_requirement
from tests.support.world import TestWorld

COVERAGE = "/roster/coverage"
OFFICE = [(day, 9 * 60, 18 * 60) for day in range(5)]


@pytest.fixture
def company(app: Flask, world: TestWorld) -> AnsweringCompany:
    """A company in which people may answer."""
    return AnsweringCompany(world)


def text(client: PageClient, address: str = COVERAGE) -> str:
    """The words of the part with the numbers."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    main = answer.get_data(as_text=True).split('id="coverage"', 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_an_empty_roster_says_what_will_be_here(client: PageClient, app: Flask) -> None:
    sign_in(client, somebody(Role.HR))
    assert "No topic yet" in text(client)
    a_topic()
    assert "Nobody is on the roster yet" in text(client)


def test_holes_are_told_by_topic_language_day_and_hours(
    client: PageClient, company: AnsweringCompany
) -> None:
    company.member(hours=[*OFFICE[:4], (4, 9 * 60, 12 * 60)])
    company.member(languages=("en",), hours=OFFICE)
    a_pause(company.member(hours=OFFICE))
    a_member(topics=[company.topic], hours=OFFICE)
    sign_in(client, somebody(Role.HR))
    page = text(client)
    assert "members of the roster 4" in page
    assert "of them may answer now 2" in page
    assert "hours a week without anybody 6" in page
    assert "Deliveries French Friday 12:00–18:00" in page
    assert "Deliveries English" not in page.split("Holes", 1)[1]
    assert "On pause 1" in page
    assert "Training not completed 1" in page


def test_a_topic_has_a_picture_of_its_week(client: PageClient, company: AnsweringCompany) -> None:
    company.member(hours=OFFICE)
    other = a_topic("Refunds")
    sign_in(client, somebody(Role.HR))
    page = text(client, f"{COVERAGE}?topic={company.topic.slug}&language=fr")
    assert "Who may answer: Deliveries · French" in page
    assert "Tuesday 1 1 1 1 1 1 1 1 1" in page
    assert "Somebody is there in every hour" in page
    empty = text(client, f"{COVERAGE}?topic={other.slug}")
    assert "Refunds French Monday to Friday 09:00–18:00" in empty
    assert client.get(f"{COVERAGE}?topic=nothing").status_code == 404
    assert client.get(f"{COVERAGE}?language=tlh").status_code == 200


def test_a_part_of_the_page_can_be_fetched_alone(client: PageClient, company: AnsweringCompany) -> None:
    company.member(hours=OFFICE)
    sign_in(client, somebody(Role.HR))
    part = client.get(COVERAGE, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert part.lstrip().startswith('<div id="coverage">')


def test_rights_that_end_are_told_for_30_60_and_90_days(
    client: PageClient, company: AnsweringCompany
) -> None:
    def trained(days: int) -> None:
        person = company.member(a_person(given_name=f"In{days}"), trained=False)
        a_completion(person, company.module, company.now - timedelta(days=365 - days))

    for days in (10, 50, 80, 200):
        trained(days)
    sign_in(client, somebody(Role.HR))
    page = text(client)
    assert "within 30 days 1 within 60 days 2 within 90 days 3" in page
    names = [name for name in ("In10", "In50", "In80", "In200") if name in page]
    assert names == ["In10", "In50", "In80"]


def test_hours_of_members_elsewhere_are_converted(client: PageClient, company: AnsweringCompany) -> None:
    company.member(hours=[(day, 9 * 60, 12 * 60, "America/New_York") for day in range(5)])
    sign_in(client, somebody(Role.HR))
    page = text(client, f"{COVERAGE}?topic={company.topic.slug}&language=fr")
    assert "Monday 0 0 0 0 0 0 1 1 1" in page
    assert "Deliveries French Monday to Friday 09:00–15:00" in page


def test_limited_hr_sees_its_own_departments_people(client: PageClient, company: AnsweringCompany) -> None:
    mine = a_department()
    company.member(a_person(department=mine), hours=OFFICE)
    company.member(hours=OFFICE)
    viewer = a_person()
    a_grant(viewer, Role.HR, mine)
    sign_in(client, viewer)
    assert "members of the roster 1" in text(client)


@pytest.mark.parametrize("role", [None, Role.ADMIN, Role.TRAINER])
def test_others_may_not_see_it(client: PageClient, app: Flask, role: Role | None) -> None:
    sign_in(client, somebody(role) if role else a_person())
    assert client.get(COVERAGE).status_code == 403


def test_three_thousand_people_and_twenty_topics_keep_to_ten_queries(
    client: PageClient, company: AnsweringCompany
) -> None:
    topics = [a_topic() for _each in range(20)]
    a_requirement(a_module(published_at=company.now - 90 * DAY), topics=topics[:2])
    viewer = company.member(somebody(Role.HR), read=False)
    sign_in(client, viewer)
    with count_queries() as few:
        text(client)
    company.force(3000, topics)
    with count_queries() as many:
        page = text(client)
    assert "members of the roster 3,001" in page
    assert len(few) == len(many) <= 10, "\n\n".join(many)


def test_older_completions_cost_nothing(company: AnsweringCompany) -> None:
    """P7 and P9: the same queries, and the latest completion is looked up, not searched for."""
    company.force(40, [company.topic])
    with count_queries() as few:
        eligible_members(db.session(), at=company.now)
    company.force(40, [company.topic], rounds=12)
    with count_queries() as many:
        assert len(eligible_members(db.session(), at=company.now)) == 80
    assert len(few) == len(many)
    with _kept() as statements:
        eligible_members(db.session(), at=company.now)
    reading = [one for one in statements if "training_completion" in one[0]]
    assert len(reading) == 1
    plan = _plan(*reading[0])
    assert "ix_training_completion_person_id_module_id_at" in plan
    assert not re.search(
        r"SCAN (last|lasting|training_completion\w*)\b|Seq Scan on training_completion", plan
    )


@contextmanager
def _kept() -> Iterator[list[tuple[str, Any]]]:
    """The statements executed meanwhile, with their parameters."""
    kept: list[tuple[str, Any]] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        kept.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", keep)
    try:
        yield kept
    finally:
        event.remove(Engine, "before_cursor_execute", keep)


def _plan(statement: str, parameters: Any) -> str:
    """How the database goes about it; PostgreSQL is told not to read small tables whole."""
    connection = db.session.connection()
    connection.exec_driver_sql("ANALYZE")
    explain = "EXPLAIN QUERY PLAN"
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN"
    rows = connection.exec_driver_sql(f"{explain} {statement}", parameters).all()
    return "\n".join(str(row[-1]) for row in rows)
