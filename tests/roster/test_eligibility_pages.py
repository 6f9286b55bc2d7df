"""Why can or can't I answer? And was this person eligible then?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from advocacy.people.rules import Kind, Language
from advocacy.roles import Role
from advocacy.roster.models import TopicWish
from tests.support.client import PageClient
from tests.support.eligibility_makers import DAY, AnsweringCompany
from tests.support.makers import a_department, a_grant, a_person, save, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_holding, a_pause, a_suspension, a_topic
from tests.support.training_makers import a_completion, a_module, a_requirement
from tests.support.world import TestWorld

MINE = "/roster/eligibility"


@pytest.fixture
def company(app: Flask, world: TestWorld) -> AnsweringCompany:
    """A company in which people may answer."""
    return AnsweringCompany(world)


def text(client: PageClient, address: str, status: int = 200) -> str:
    """The words of the page's main part."""
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    main = answer.get_data(as_text=True).split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_whoever_may_answer_reads_on_what(client: PageClient, company: AnsweringCompany) -> None:
    sign_in(client, company.member())
    page = text(client, MINE)
    assert "You may answer on: Deliveries." in page
    assert "In the way" not in page


def test_each_reason_comes_with_its_next_step(client: PageClient, company: AnsweringCompany) -> None:
    person = company.member(read=False, trained=False)
    a_pause(person, until_at=datetime(2026, 5, 9, 22, 0, tzinfo=UTC))
    a_suspension(person, reason="Promised a refund of 900 euros")
    sign_in(client, person)
    html = client.get(MINE).get_data(as_text=True)
    for path in ("/charter/social-media", "/training/speaking", "/roster/mine"):
        assert f'href="{path}"' in html
    page = text(client, MINE)
    assert "“Answering a customer” is required and not completed. Take the training first." in page
    assert "You are on pause until 9 May 2026. End the pause to answer again." in page
    assert "HR has suspended you from answering. Talk to HR." in page
    assert "900 euros" not in page
    assert "only what stands in the way of every answer" in page


def test_a_topic_asked_for_says_what_it_lacks(client: PageClient, company: AnsweringCompany) -> None:
    person, wished, held = company.member(), a_topic("Refunds"), a_topic("Repairs")
    special = a_module("repairing")
    a_requirement(special, topics=[held])
    a_holding(person, held)
    save(TopicWish(person_id=person.id, topic_id=wished.id, asked_at=company.now))
    sign_in(client, person)
    page = text(client, MINE)
    assert "Refunds no You asked for this topic. HR gives it, or says no." in page
    assert "Repairs no “Answering a customer” is required and not completed." in page
    assert "Deliveries yes nothing" in page


def test_somebody_who_never_joined_is_told_how(client: PageClient, company: AnsweringCompany) -> None:
    sign_in(client, a_person())
    page = text(client, MINE)
    assert "You are not on the roster. Read what its members commit to, and join." in page
    assert "You answer on the topics you hold." in page


def test_the_page_speaks_french(client: PageClient, company: AnsweringCompany) -> None:
    sign_in(client, company.member(a_person(language=Language.FRENCH), trained=False))
    assert "Répondre à un client" in text(client, MINE)


def test_external_people_have_no_such_page(client: PageClient, company: AnsweringCompany) -> None:
    sign_in(client, a_person(kind=Kind.EXTERNAL))
    assert client.get(MINE).status_code == 403


# Was this person eligible then?


def then(person_id: int, day: str, at: str) -> str:
    """The address of the question."""
    return f"{MINE}/{person_id}?day={day}&time={at}"


def test_hr_asks_about_a_moment_that_has_passed(client: PageClient, company: AnsweringCompany) -> None:
    person = company.member(trained=False)
    a_completion(person, company.module, datetime(2026, 5, 3, 12, 2, 30, tzinfo=UTC))
    sign_in(client, somebody(Role.HR, time_zone="Europe/Paris"))
    before = text(client, then(person.id, "2026-05-03", "14:02"))
    assert "not eligible On no topic." in before
    assert "“Answering a customer” was required and not completed." in before
    after = text(client, then(person.id, "2026-05-03", "14:02:30"))
    assert "eligible On: Deliveries." in after
    assert "Now eligible On: Deliveries." in text(client, f"{MINE}/{person.id}")


def test_a_past_suspension_and_pause_are_told_without_their_reason(
    client: PageClient, company: AnsweringCompany
) -> None:
    person = company.member()
    a_suspension(person, from_at=company.now - 9 * DAY, lifted_at=company.now - 8 * DAY, reason="A secret")
    sign_in(client, somebody(Role.HR))
    page = text(client, then(person.id, "2026-04-25", "12:00"))
    assert "Suspended by HR." in page
    assert "A secret" not in page
    assert "eligible On: Deliveries." in text(client, then(person.id, "2026-04-26", "12:00"))


def test_a_topic_that_was_taken_away_is_named_by_the_day_it_was_held(
    client: PageClient, company: AnsweringCompany
) -> None:
    person, other = company.member(), a_topic("Refunds", closed_at=company.now - DAY)
    a_holding(person, other, company.now - 20 * DAY)
    sign_in(client, somebody(Role.AUDITOR))
    assert "On: Deliveries, Refunds." in text(client, then(person.id, "2026-05-01", "12:00"))
    assert "On: Deliveries." in text(client, then(person.id, "2026-05-03", "12:00"))


def test_an_hour_that_does_not_exist_is_explained_and_what_was_typed_stays(
    client: PageClient, company: AnsweringCompany
) -> None:
    person = company.member()
    sign_in(client, somebody(Role.HR))
    page = text(client, then(person.id, "2026-03-29", "02:30"), status=422)
    assert "On 29 March 2026 the clocks go forward and 02:30 does not exist in Europe/Paris." in page
    html = client.get(then(person.id, "2026-03-29", "02:30")).get_data(as_text=True)
    assert 'value="2026-03-29"' in html
    assert 'value="02:30"' in html


def test_an_hour_that_comes_twice_is_answered_for_each_within_the_queries_of_a_page(
    client: PageClient, company: AnsweringCompany, world: TestWorld
) -> None:
    person = company.member()
    a_pause(person, company.now, datetime(2026, 10, 25, 1, 0, tzinfo=UTC))
    world.clock.at = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)
    sign_in(client, somebody(Role.HR))
    address = then(person.id, "2026-10-25", "02:30")
    with count_queries() as statements:
        first = client.get(address).get_data(as_text=True)
    assert len(statements) <= 10, "\n\n".join(statements)
    assert "this hour came twice" in first
    assert "On pause until 25 October 2026." in first
    assert "eligible On: Deliveries." not in text(client, address)
    other = address.replace("&", "&amp;") + "&amp;turn=2"
    assert f'href="{other}"' in first
    second = text(client, f"{address}&turn=2")
    assert "The second time, after: 25 October 2026, 02:30:00" in second
    assert "eligible On: Deliveries." in second
    assert "On pause" not in second
    assert "The second time" not in text(client, then(person.id, "2026-10-24", "02:30") + "&turn=2")


@pytest.mark.parametrize(
    ("day", "at"), [("2026-05-05", "09:00"), ("2026-13-01", "09:00"), ("2026-05-03", "")]
)
def test_what_is_no_moment_that_has_passed_is_a_sentence(
    client: PageClient, company: AnsweringCompany, day: str, at: str
) -> None:
    sign_in(client, somebody(Role.HR))
    assert client.get(then(company.member().id, day, at)).status_code == 422


def test_limited_hr_asks_about_its_own_departments_only(
    client: PageClient, company: AnsweringCompany
) -> None:
    mine, theirs = a_department(), a_department()
    inside, outside = company.member(a_person(department=mine)), company.member(a_person(department=theirs))
    viewer = a_person()
    a_grant(viewer, Role.HR, mine)
    sign_in(client, viewer)
    assert client.get(f"{MINE}/{inside.id}").status_code == 200
    assert client.get(f"{MINE}/{outside.id}").status_code == 404
    assert client.get(f"{MINE}/999999").status_code == 404


def test_neither_managers_nor_colleagues_may_ask(client: PageClient, company: AnsweringCompany) -> None:
    manager = a_person()
    person = company.member(a_person(manager=manager))
    sign_in(client, manager)
    assert client.get(f"{MINE}/{person.id}").status_code == 403


def test_the_pages_keep_to_ten_queries(client: PageClient, company: AnsweringCompany) -> None:
    viewer = company.member(somebody(Role.HR), read=False)
    sign_in(client, viewer)
    for _each in range(3):
        topic = a_topic()
        a_holding(viewer, topic)
        a_requirement(a_module(published_at=company.now - timedelta(days=2)), topics=[topic])
    for address in (MINE, f"{MINE}/{viewer.id}", then(viewer.id, "2026-05-03", "14:02")):
        with count_queries() as statements:
            assert client.get(address).status_code == 200
        assert len(statements) <= 10, "\n\n".join(statements)


def test_a_right_that_lapses_is_gone_without_any_job(
    client: PageClient, company: AnsweringCompany, world: TestWorld
) -> None:
    person = company.member()
    sign_in(client, person)
    world.clock.at = datetime(2027, 3, 5, 22, 59, 59, tzinfo=UTC)
    assert "You may answer on: Deliveries." in text(client, MINE)
    world.clock.advance(seconds=1)
    page = text(client, MINE)
    assert "“Answering a customer” held until 5 March 2027. Take the training again." in page
