"""Requiring a training, its dry run, its end; and letting somebody off: as HR does it, page by page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.people.models import Department
from advocacy.roles import Role
from advocacy.training.actions import requiring, waiving
from advocacy.training.models import Requirement, RequirementLine, Waiver, WaiverReason
from advocacy.training.queries.standing import standings
from advocacy.training.rules import State, Validity
from advocacy.training.rules.requiring import Line
from advocacy.training.rules.states import Terms
from advocacy.training.rules.validity import ValidityRule
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.makers import a_department, a_grant, a_person, acting, an_absence, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_member, a_topic
from tests.support.training_makers import a_completion, a_module, a_requirement, a_waiver
from tests.support.world import MONDAY_MORNING, TestWorld

NOW = MONDAY_MORNING
TODAY = NOW.date()
YEARLY = Terms(ValidityRule(Validity.ROLLING, months=12))
NEW = "/training/requirements/new"


def typed(module_id: int, **values: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "module": str(module_id),
        "audience": "everyone",
        "validity": "rolling",
        "months": "12",
        "days": "30",
        "grace_days": "0",
        "begins_on": "2026-05-05",
    }
    return {**usual, **values}


def limited_hr(department: Department) -> object:
    person = a_person()
    a_grant(person, Role.HR, department)
    return person


def test_hr_sees_what_it_means_then_requires_it(app: Flask, client: PageClient) -> None:
    hr = somebody(Role.HR)
    shoes = a_department("Shoes only")
    one, two = a_person(department=shoes), a_person(department=shoes, email=None)
    done = a_person(department=shoes)
    module = a_module()
    a_completion(done, module)
    sign_in(client, hr)
    wanted = typed(module.id, audience="some", departments=str(shoes.id))
    page = client.get(NEW, query_string=wanted).get_data(as_text=True)
    assert "Require it of 3 people" in page
    assert "2 people have until Thursday, 4 June 2026." in page
    assert "1 person who owes it has no e-mail address" in page
    assert "That is 4 mails at most" in page
    assert db.session.scalar(select(func.count()).select_from(Requirement)) == 0
    answer = client.submit("/training/requirements/", page=f"{NEW}?audience=some", **wanted)
    assert answer.status_code == 303
    row = db.session.scalars(select(Requirement)).one()
    line = db.session.scalars(select(RequirementLine)).one()
    assert (row.months, row.begins_on, line.department_id) == (12, date(2026, 5, 5), shoes.id)
    listed = client.get("/training/requirements/").get_data(as_text=True)
    assert "Shoes only" in listed
    assert "begins later" in listed
    tomorrow = NOW + timedelta(days=1)
    found = {s.person_id: s.state for s in standings(db.session(), at=tomorrow, people=None)}
    assert found == {one.id: State.NOT_STARTED, two.id: State.NOT_STARTED, done.id: State.COMPLIANT}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"months": "0"}, "Write a number of months from 1 to 120."),
        ({"months": ""}, "Say for how many months it holds"),
        ({"validity": "calendar", "month": ""}, "Choose the month at whose end it lapses every year."),
        ({"validity": ""}, "Choose one."),
        ({"days": "0"}, "Write a number of days from 1 to 365."),
        ({"grace_days": "-1"}, "Write a number of days from 0 to 180."),
        ({"begins_on": "2026-05-03"}, "A requirement begins today at the earliest"),
        ({"begins_on": "soon"}, "Which day?"),
        ({"audience": "some"}, "Tick at least one department, role or topic"),
        ({"module": "999999"}, "Not a valid choice."),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(
    app: Flask, client: PageClient, wrong: dict[str, str], said: str
) -> None:
    sign_in(client, somebody(Role.HR))
    module = a_module()
    for answer in (
        client.get(NEW, query_string=typed(module.id, **wrong)),
        client.submit("/training/requirements/", page=NEW, **typed(module.id, **wrong)),
    ):
        assert answer.status_code in (409, 422)
        assert said in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Requirement)) == 0


def test_the_same_requirement_asked_twice_is_set_once(app: Flask) -> None:
    hr, module = somebody(Role.HR), a_module()
    ids = set()
    for _twice in range(2):
        with unit_of_work(acting(hr)) as work:
            ids.add(requiring.require(work, module.id, YEARLY, [], TODAY))
    assert len(ids) == 1
    assert db.session.scalar(select(func.count()).select_from(Requirement)) == 1


def test_an_unpublished_or_retired_module_cannot_be_required(app: Flask) -> None:
    hr = somebody(Role.HR)
    for module in (a_module(published=False), a_module(retired_at=NOW)):
        with pytest.raises(Refused), unit_of_work(acting(hr)) as work:
            requiring.require(work, module.id, YEARLY, [], TODAY)
    with pytest.raises(NotVisible), unit_of_work(acting(hr)) as work:
        requiring.require(work, 999_999, YEARLY, [], TODAY)


def test_a_retired_module_binds_nobody_any_more(app: Flask) -> None:
    a_person()
    a_requirement(a_module(retired_at=NOW))
    assert standings(db.session(), at=NOW - timedelta(seconds=1), people=None) != []
    assert standings(db.session(), at=NOW, people=None) == []


def test_ending_keeps_what_was_and_binds_nobody_from_then_on(app: Flask, client: PageClient) -> None:
    hr, module = somebody(Role.HR), a_module()
    requirement = a_requirement(module)
    sign_in(client, hr)
    index = "/training/requirements/"
    answer = client.submit(f"{index}{requirement.id}/end", page=index, ends_on="2026-05-10")
    assert answer.status_code == 303
    assert standings(db.session(), at=NOW, people=[hr.id]) != []
    later = NOW + timedelta(days=7)
    assert standings(db.session(), at=later, people=[hr.id]) == []
    db.session.refresh(requirement)
    assert requirement.retired_at == NOW
    kinds = [row.name for row in db.session.scalars(select(EventRow).order_by(EventRow.id))]
    assert "training_requirement_ended" in kinds


def test_a_requirement_that_has_not_begun_never_was(app: Flask) -> None:
    hr = somebody(Role.HR)
    requirement = a_requirement(a_module(), begins_on=TODAY + timedelta(days=10))
    with unit_of_work(acting(hr)) as work:
        requiring.end(work, requirement.id, TODAY)
    assert standings(db.session(), at=NOW + timedelta(days=20), people=None) == []
    with pytest.raises(NotVisible), unit_of_work(acting(hr)) as work:
        requiring.end(work, requirement.id, TODAY)


def test_limited_hr_requires_of_their_departments_only(app: Flask, client: PageClient) -> None:
    mine, other = a_department("Mine"), a_department("Another's")
    below = a_department("Below mine", parent=mine)
    hr, module = limited_hr(mine), a_module()
    with unit_of_work(acting(hr)) as work:  # type: ignore[arg-type]
        requiring.require(work, module.id, YEARLY, [Line(mine.id), Line(below.id)], TODAY)
    for lines in ([], [Line(other.id)], [Line(mine.id), Line(role=Role.MANAGER)]):
        with pytest.raises(Refused), unit_of_work(acting(hr)) as work:  # type: ignore[arg-type]
            requiring.require(work, module.id, YEARLY, lines, TODAY)
    everyones, theirs = a_requirement(module), a_requirement(module, departments=[other])
    for requirement in (everyones, theirs):
        with pytest.raises(Refused), unit_of_work(acting(hr)) as work:  # type: ignore[arg-type]
            requiring.end(work, requirement.id, TODAY)
    sign_in(client, hr)  # type: ignore[arg-type]
    listed = client.get("/training/requirements/").get_data(as_text=True)
    assert "Everyone" in listed
    assert "Mine · Below mine" in listed
    assert "Another&#39;s" not in listed
    form = client.get(NEW).get_data(as_text=True)
    assert "Below mine" in form
    assert "Another&#39;s" not in form
    assert "Everyone who works here" not in form


def test_only_hr_requires_and_waives(app: Flask, client: PageClient) -> None:
    manager, module, person = somebody(Role.TRAINER), a_module(), a_person()
    sign_in(client, manager)
    assert client.get("/training/requirements/").status_code == 403
    assert client.get(f"/training/requirements/people/{person.id}").status_code == 403
    with pytest.raises(Forbidden), unit_of_work(acting(manager)) as work:
        requiring.require(work, module.id, YEARLY, [], TODAY)
    with pytest.raises(Forbidden), unit_of_work(acting(manager)) as work:
        waiving.waive(work, person.id, module.id, first=TODAY, last=TODAY, reason="Because")


def test_the_dry_run_counts_waived_absent_and_answering_people(app: Flask, client: PageClient) -> None:
    sign_in(client, somebody(Role.HR))
    team, topic, module = a_department(), a_topic(), a_module()
    people = [a_person(department=team) for _each in range(4)]
    a_waiver(people[0], module, until=date(2026, 7, 1))
    an_absence(people[1], date(2026, 5, 1), date(2026, 5, 15))
    a_member(people[2], topics=[topic])
    page = client.get(NEW, query_string=typed(module.id, audience="some", departments=str(team.id))).get_data(
        as_text=True
    )
    assert "1 person has longer, as their absence does not count: until Sunday, 14 June 2026" in page
    assert "1 of them holds a topic and may not answer on it before it is done." in page
    assert "1 person who owes it is absent on that day" in page


def test_pages_take_few_queries(app: Flask, client: PageClient) -> None:
    sign_in(client, somebody(Role.HR))
    person, module = a_person(), a_module()
    for _each in range(3):
        a_requirement(module, departments=[a_department()], roles=[Role.HR], topics=[a_topic()])
    a_waiver(person, module)
    wanted = typed(module.id)
    for address in ("/training/requirements/", NEW, f"/training/requirements/people/{person.id}"):
        db.session.expunge_all()
        with count_queries() as statements:
            assert client.get(address, query_string=wanted).status_code == 200
        assert len(statements) <= 10, f"{address}: " + "\n".join(statements)


# Waivers


def test_hr_lets_somebody_off_and_says_why(app: Flask, client: PageClient, world: TestWorld) -> None:
    hr, person, module = somebody(Role.HR), a_person(), a_module()
    a_requirement(module)
    sign_in(client, hr)
    address = f"/training/requirements/people/{person.id}"
    answer = client.submit(
        f"{address}/waivers",
        page=address,
        module=module.id,
        first="2026-05-04",
        last="2026-08-31",
        reason="On a project abroad.",
    )
    assert answer.status_code == 303
    one = standings(db.session(), at=NOW, people=[person.id])[0]
    assert (one.state, one.waived_until) == (State.WAIVED, date(2026, 8, 31))
    page = client.get(address).get_data(as_text=True)
    assert "On a project abroad." in page
    event = db.session.scalars(select(EventRow).where(EventRow.name == "training_waived")).one()
    assert b"project abroad" not in (event.leaf or b"")
    waiver = db.session.scalars(select(Waiver)).one()
    client.submit(f"/training/requirements/waivers/{waiver.id}/reason/deletion", page=address)
    assert db.session.get(WaiverReason, waiver.id) is None
    assert "On a project abroad." not in client.get(address).get_data(as_text=True)
    world.clock.advance(days=10)
    client.submit(f"/training/requirements/waivers/{waiver.id}/end", page=address)
    one = standings(db.session(), at=world.clock.now(), people=[person.id])[0]
    assert (one.state, one.due_on) == (State.NOT_STARTED, date(2026, 6, 13))
    assert standings(db.session(), at=NOW, people=[person.id])[0].state is State.WAIVED


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"last": "2026-05-01"}, "The last day is before the first."),
        ({"first": "2026-04-01", "last": "2026-05-03"}, "its last day is in the past"),
        ({"last": "2028-06-01"}, "A waiver has an end within two years."),
        ({"first": "2025-04-01"}, "A waiver begins at most a year back."),
        ({"reason": "  "}, "Say why"),
        ({"last": ""}, "Which day?"),
        ({"last": "2026-06-20"}, "let off already on some of these days"),
    ],
)
def test_a_waiver_that_makes_no_sense_is_refused(
    app: Flask, client: PageClient, values: dict[str, str], said: str
) -> None:
    person, module = a_person(), a_module()
    a_waiver(person, module, valid_from=date(2026, 6, 20), until=date(2026, 7, 1))
    sign_in(client, somebody(Role.HR))
    address = f"/training/requirements/people/{person.id}"
    usual = {"module": module.id, "first": "2026-05-04", "last": "2026-05-31", "reason": "Abroad."}
    answer = client.submit(f"{address}/waivers", page=address, **{**usual, **values})
    assert answer.status_code in (409, 422)
    assert said in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Waiver)) == 1


def test_nobody_lets_themselves_off(app: Flask) -> None:
    hr, module = somebody(Role.HR), a_module()
    with pytest.raises(Refused), unit_of_work(acting(hr)) as work:
        waiving.waive(work, hr.id, module.id, first=TODAY, last=TODAY, reason="I know it all")


def test_limited_hr_lets_off_their_own_people_only(app: Flask) -> None:
    mine = a_department()
    hr, module = limited_hr(mine), a_module()
    inside, outside = a_person(department=mine), a_person()
    with unit_of_work(acting(hr)) as work:  # type: ignore[arg-type]
        waiving.waive(work, inside.id, module.id, first=TODAY, last=TODAY, reason="Abroad")
    with pytest.raises(NotVisible), unit_of_work(acting(hr)) as work:  # type: ignore[arg-type]
        waiving.waive(work, outside.id, module.id, first=TODAY, last=TODAY, reason="Abroad")
    theirs = a_waiver(outside, module)
    for act in (waiving.end, waiving.forget_reason):
        with pytest.raises(NotVisible), unit_of_work(acting(hr)) as work:  # type: ignore[arg-type]
            act(work, theirs.id)


def test_whoever_was_let_off_does_not_delete_why(app: Flask) -> None:
    hr = somebody(Role.HR)
    waiver = a_waiver(hr, a_module())
    with pytest.raises(Refused, match="decided about them"), unit_of_work(acting(hr)) as work:
        waiving.forget_reason(work, waiver.id)


def test_a_waiver_ended_before_it_began_never_was(app: Flask) -> None:
    hr, person, module = somebody(Role.HR), a_person(), a_module()
    a_requirement(module)
    waiver = a_waiver(person, module, valid_from=TODAY + timedelta(days=5), until=TODAY + timedelta(days=9))
    with unit_of_work(acting(hr)) as work:
        waiving.end(work, waiver.id)
    soon = NOW + timedelta(days=6)
    assert standings(db.session(), at=soon, people=[person.id])[0].state is State.NOT_STARTED
    with pytest.raises(NotVisible), unit_of_work(acting(hr)) as work:
        waiving.end(work, waiver.id)


def test_topics_are_named_together_behind_one_word(client: PageClient) -> None:
    shoes = a_department("Shoes")
    a_requirement(a_module(), departments=[shoes], topics=[a_topic("Refunds"), a_topic("Deliveries")])
    a_requirement(a_module(), topics=[a_topic("Repairs")])
    sign_in(client, somebody(Role.HR))
    page = client.get("/training/requirements/").get_data(as_text=True)
    assert "Shoes · Topics: Deliveries, Refunds<" in page
    assert ">Topic: Repairs<" in page
