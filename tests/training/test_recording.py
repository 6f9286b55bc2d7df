"""HR records completions with their evidence, and revokes those that were none."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.people.models import Department, Person
from advocacy.roles import Role
from advocacy.training.actions.recording import Recorded, record
from advocacy.training.actions.revoking import forget_reason, revoke
from advocacy.training.models import Completion, Cycle, Revocation, RevocationReason, TrainingTally
from advocacy.training.queries.standing import standings
from advocacy.training.rules import ModuleKind, State, Way
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.makers import a_department, a_grant, a_person, acting, sign_in, somebody
from tests.support.training_makers import a_completion, a_cycle, a_module, a_requirement, code_of
from tests.support.world import MONDAY_MORNING, TestWorld

NOW = MONDAY_MORNING
MARCH = date(2026, 3, 2)


def typed(module_id: int, **values: str) -> dict[str, str]:
    usual = {"module": str(module_id), "day": "2026-03-02", "minutes": "90", "evidence": "List of 2 March"}
    return {**usual, **values}


def limited_hr(department: Department) -> Person:
    person = a_person()
    a_grant(person, Role.HR, department)
    return person


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_hr_records_a_completion_from_the_page_of_a_person(app: Flask, client: PageClient) -> None:
    person, module = a_person(), a_module(kind=ModuleKind.SESSION)
    sign_in(client, somebody(Role.HR))
    page = f"/training/completions/people/{person.id}"
    assert page in client.get(f"/hr/people/{person.id}").get_data(as_text=True)
    for _twice in range(2):
        assert client.submit(page, **typed(module.id)).status_code == 303
    done = db.session.scalars(select(Completion)).one()
    assert (done.way, done.minutes, done.evidence) == (Way.RECORDED, 90, "List of 2 March")
    assert done.completed_at.date() == MARCH
    shown = client.get(page).get_data(as_text=True)
    assert "List of 2 March" in shown
    assert f"/training/certificates/{code_of(done)}" in shown


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"day": "2026-05-05"}, "on a day to come"),
        ({"day": "1990-01-01"}, "was hired on"),
        ({"day": "0001-01-01"}, "The year must lie between"),
        ({"evidence": "  "}, "Say what shows it"),
        ({"evidence": "x" * 301}, "At most 300 characters."),
        ({"minutes": "-1"}, "Write a number from 0 to"),
        ({"minutes": ""}, "How many minutes?"),
        ({"expires_on": "2026-03-01"}, "before the day of completion"),
        ({"module": "999999"}, "Not a valid choice"),
    ],
)
def test_what_cannot_have_been_is_refused_and_stays_typed(
    app: Flask, client: PageClient, values: dict[str, str], sentence: str
) -> None:
    person, module = a_person(), a_module()
    sign_in(client, somebody(Role.HR))
    answer = client.submit(f"/training/completions/people/{person.id}", **typed(module.id, **values))
    assert answer.status_code in {409, 422}
    assert sentence in answer.get_data(as_text=True)
    assert count(Completion) == 0


def test_today_closes_the_open_cycle_and_another_day_leaves_it(app: Flask, world: TestWorld) -> None:
    person, module, hr = a_person(), a_module(), acting(somebody(Role.HR))
    cycle = a_cycle(person, module, at=NOW)
    world.clock.advance(hours=1)
    with unit_of_work(hr) as work:
        record(work, person.id, Recorded(module.id, MARCH, 20, "Paper"))
    with unit_of_work(hr) as work:
        today = record(work, person.id, Recorded(module.id, NOW.date(), 20, "Paper"))
    assert db.session.get_one(Completion, today).cycle_id == cycle.id
    assert count(Cycle) == 2


def test_nobody_records_or_revokes_their_own(app: Flask) -> None:
    hr, module = somebody(Role.HR), a_module()
    done = a_completion(hr, module)
    with pytest.raises(Refused, match="records their own"), unit_of_work(acting(hr)) as work:
        record(work, hr.id, Recorded(module.id, MARCH, 20, "Paper"))
    with pytest.raises(Refused, match="revokes their own"), unit_of_work(acting(hr)) as work:
        revoke(work, done.id, "A mistake.")


def test_limited_hr_stays_in_its_departments(app: Flask, client: PageClient) -> None:
    shoes = a_department()
    inside, outside, module = a_person(department=shoes), a_person(), a_module()
    hr = limited_hr(shoes)
    near, far = a_completion(inside, module), a_completion(outside, module)
    sign_in(client, hr)
    assert client.get(f"/training/completions/people/{inside.id}").status_code == 200
    assert client.get(f"/training/completions/people/{outside.id}").status_code == 404
    assert client.get(f"/training/completions/{near.id}/revocation").status_code == 200
    assert client.get(f"/training/completions/{far.id}/revocation").status_code == 404
    with pytest.raises(NotVisible), unit_of_work(acting(hr)) as work:
        record(work, outside.id, Recorded(module.id, MARCH, 20, "Paper"))
    with pytest.raises(NotVisible), unit_of_work(acting(hr)) as work:
        revoke(work, far.id, "A mistake.")
    with pytest.raises(Forbidden), unit_of_work(acting(inside)) as work:
        revoke(work, near.id, "A mistake.")


def test_a_revoked_completion_counts_no_more_and_its_certificate_says_so(
    app: Flask, client: PageClient
) -> None:
    person, module = a_person(), a_module()
    a_requirement(module)
    done = a_completion(person, module, minutes=20)
    sign_in(client, somebody(Role.HR))
    page = f"/training/completions/{done.id}/revocation"
    assert client.submit(page, reason="").status_code == 422
    answer = client.submit(page, reason="The certificate is of somebody else.")
    assert answer.status_code == 303
    assert "The certificate is of somebody else." in client.get(answer.headers["Location"]).get_data(
        as_text=True
    )
    assert "revoked it on" in client.get(page).get_data(as_text=True)
    with unit_of_work(acting(somebody(Role.HR))) as work:
        revoke(work, done.id, "Again.")
    assert count(Revocation) == 1
    assert db.session.execute(select(TrainingTally.completions, TrainingTally.minutes)).one() == (0, 0)
    (standing,) = standings(db.session(), at=NOW, people=[person.id])
    assert standing.state is State.NOT_STARTED
    assert "revoked" in client.get(f"/training/certificates/{code_of(done)}").get_data(as_text=True)
    event = db.session.scalars(select(EventRow).where(EventRow.name == "training_completion_revoked")).one()
    assert event.leaf
    assert b"somebody else" not in event.leaf
    assert event.payload["event"] == done.event_id


def test_whose_completion_was_revoked_does_not_delete_why(app: Flask) -> None:
    hr = somebody(Role.HR)
    done = a_completion(hr, a_module())
    with unit_of_work(acting(somebody(Role.HR))) as work:
        revoke(work, done.id, "It was somebody else's.")
    with pytest.raises(Refused, match="decided about them"), unit_of_work(acting(hr)) as work:
        forget_reason(work, done.id)
    assert count(RevocationReason) == 1


def test_why_it_was_revoked_can_be_forgotten(app: Flask, client: PageClient) -> None:
    person = a_person()
    done = a_completion(person, a_module())
    with unit_of_work(acting(somebody(Role.HR))) as work:
        revoke(work, done.id, "Private words.")
    sign_in(client, somebody(Role.HR))
    page = f"/training/completions/people/{person.id}"
    for _twice in range(2):
        client.submit(f"/training/completions/{done.id}/reason/deletion", page=page)
    assert count(RevocationReason) == 0
    assert "reason deleted" in client.get(page).get_data(as_text=True)
    assert count(Revocation) == 1
