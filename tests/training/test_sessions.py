"""Sessions with a trainer: planned, filled, cancelled, attended; as a browser does it and by the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.notices.models import Notice
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.training.actions import sessions as actions
from advocacy.training.actions.sessions import Plan
from advocacy.training.models import Attendance, Completion, Module, Session, SessionPlace, TrainingTally
from advocacy.training.rules import ModuleKind, Way
from advocacy.training.rules.sessions import local_instant
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.makers import a_person, acting, sign_in, somebody
from tests.support.session_makers import a_place, a_session
from tests.support.training_makers import a_module
from tests.support.world import MONDAY_MORNING, TestWorld

NOW = MONDAY_MORNING
SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)
"""The nights on which clocks change in Paris."""


def wanted(module: Module, **values: object) -> Plan:
    usual: dict[str, object] = {
        "module_id": module.id,
        "day": date(2026, 5, 11),
        "starts": time(9),
        "ends": time(12),
        "zone": "Europe/Paris",
        "place": "Annecy, room 2",
        "language": Language.FRENCH,
        "places": 2,
    }
    return Plan(**{**usual, **values})  # type: ignore[arg-type]  # the values are those of a plan


def typed(module: Module, **values: str) -> dict[str, str]:
    usual = {
        "module": str(module.id),
        "day": "2026-05-11",
        "starts": "09:00",
        "ends": "12:00",
        "zone": "Europe/Paris",
        "place": "Annecy, room 2",
        "language": "fr",
        "places": "2",
    }
    return {**usual, **values}


def a_session_module() -> Module:
    return a_module(kind=ModuleKind.SESSION)


def test_a_trainer_plans_a_session_and_people_find_it(app: Flask, client: PageClient) -> None:
    module = a_session_module()
    sign_in(client, somebody(Role.TRAINER))
    answer = client.submit("/training/sessions/", page="/training/sessions/new", **typed(module))
    assert answer.status_code == 303
    session = db.session.scalars(select(Session)).one()
    assert session.starts_at == datetime(2026, 5, 11, 7, tzinfo=UTC)
    assert "Annecy, room 2" in client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Annecy, room 2" in client.get("/training/sessions/").get_data(as_text=True)
    sign_in(client, a_person())
    page = client.get(f"/training/{module.slug}").get_data(as_text=True)
    assert "2 places left" in page
    assert "11 May 2026" in page
    assert "09:00 to 12:00 (Europe/Paris)" in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"day": "2026-05-01"}, "This session would have begun already."),
        ({"starts": "12:00", "ends": "09:00"}, "The session ends before it begins."),
        ({"day": "2027-03-28", "starts": "02:30"}, "there is no 02:30 that night"),
        ({"zone": "Europe/Atlantis"}, "There is no time zone called “Europe/Atlantis”."),
        ({"zone": "../../etc/passwd"}, "There is no time zone called"),
        ({"day": "2056-05-11"}, "Look at the year."),
        ({"places": "0"}, "Write a number from 1 to 500."),
        ({"place": " "}, "Where is it?"),
        ({"starts": "25:00"}, "Something is missing or wrong"),
    ],
)
def test_a_session_that_cannot_be_held_is_refused_with_what_was_typed(
    app: Flask, client: PageClient, values: dict[str, str], sentence: str
) -> None:
    module = a_session_module()
    sign_in(client, somebody(Role.TRAINER))
    answer = client.submit("/training/sessions/", page="/training/sessions/new", **typed(module, **values))
    assert answer.status_code in {409, 422}
    page = answer.get_data(as_text=True)
    assert sentence in page
    if "place" not in values:
        assert "Annecy, room 2" in page
    assert db.session.scalar(select(func.count()).select_from(Session)) == 0


def test_both_nights_on_which_clocks_change_are_told_apart() -> None:
    assert local_instant(SPRING, time(1, 59), "Europe/Paris") == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert local_instant(SPRING, time(3), "Europe/Paris") == datetime(2027, 3, 28, 1, tzinfo=UTC)
    with pytest.raises(Refused, match="clocks go forward"):
        local_instant(SPRING, time(2), "Europe/Paris")
    assert local_instant(AUTUMN, time(2, 30), "Europe/Paris") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_only_modules_done_in_sessions_have_them(app: Flask) -> None:
    trainer = acting(somebody(Role.TRAINER))
    with pytest.raises(Refused, match="not done in sessions"), unit_of_work(trainer) as work:
        actions.plan(work, wanted(a_module()))
    with pytest.raises(NotVisible), unit_of_work(trainer) as work:
        actions.plan(work, wanted(a_module(kind=ModuleKind.SESSION, published=False)))
    with pytest.raises(Forbidden), unit_of_work(acting(a_person())) as work:
        actions.plan(work, wanted(a_session_module()))


def test_a_place_is_taken_given_up_and_taken_again(app: Flask, client: PageClient) -> None:
    session = a_session(places=1)
    address = f"/training/{db.session.get_one(Module, session.module_id).slug}"
    sign_in(client, a_person())
    for _twice in range(2):
        assert client.submit(f"/training/sessions/{session.id}/place", page=address).status_code == 303
    assert "You have a place" in client.get(address).get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(SessionPlace)) == 1
    client.submit(f"/training/sessions/{session.id}/place/return", page=address)
    assert "1 place left" in client.get(address).get_data(as_text=True)
    client.submit(f"/training/sessions/{session.id}/place", page=address)
    assert db.session.scalar(select(func.count()).select_from(SessionPlace)) == 2


def test_nobody_gets_a_place_that_is_not_there(app: Flask, world: TestWorld) -> None:
    full, other = a_session(places=1), a_session()
    a_place(full, a_person())
    one = acting(a_person())
    with pytest.raises(Refused, match="last place"), unit_of_work(one) as work:
        actions.take_place(work, full.id)
    with unit_of_work(one) as work:
        actions.take_place(work, other.id)
    with pytest.raises(Refused, match="another session at that time"), unit_of_work(one) as work:
        actions.take_place(work, a_session().id)
    with pytest.raises(NotVisible), unit_of_work(one) as work:
        actions.take_place(work, 999_999)
    world.clock.at = other.starts_at
    with pytest.raises(Refused, match="has begun"), unit_of_work(acting(a_person())) as work:
        actions.take_place(work, other.id)
    with pytest.raises(Refused, match="has begun"), unit_of_work(one) as work:
        actions.give_up(work, other.id)


def test_cancelling_tells_those_with_a_place_once(app: Flask, client: PageClient, world: TestWorld) -> None:
    session = a_session()
    told, gone = a_person(), a_person()
    a_place(session, told)
    a_place(session, gone).given_up_at = NOW
    a_place(session, a_person(email=None))
    db.session.commit()
    sign_in(client, somebody(Role.TRAINER))
    page = f"/training/sessions/{session.id}"
    for _twice in range(2):
        client.submit(f"{page}/cancellation", page="/training/sessions/new" if session.cancelled_at else page)
    assert db.session.scalars(select(Notice.person_id)).all() == [told.id]
    run_jobs()
    (mail,) = world.mail.sent
    assert "Cancelled: session of “Answering a customer”" in str(mail["Subject"])
    told_in = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    assert all("Annecy, room 2" in text and "11 May 2026" in text for text in told_in)
    assert "cancelled" in client.get(page).get_data(as_text=True)
    with pytest.raises(Refused, match="was cancelled"), unit_of_work(acting(gone)) as work:
        actions.take_place(work, session.id)


def test_a_trainer_ticks_who_was_there_and_twice_is_once(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    session = a_session(minutes=120)
    one, two, absent = a_person(), a_person(), a_person()
    for person in (one, two, absent):
        a_place(session, person)
    walker = a_person(number="W7")
    sign_in(client, somebody(Role.TRAINER))
    page = f"/training/sessions/{session.id}"
    assert 'name="present"' not in client.get(page).get_data(as_text=True)
    with pytest.raises(Refused, match="not begun"), unit_of_work(acting(somebody(Role.TRAINER))) as work:
        actions.attend(work, session.id, {one.id: 60})
    world.clock.at = session.ends_at + timedelta(hours=1)
    for _twice in range(2):
        client.submit(
            f"{page}/attendance",
            page=page,
            present=[str(one.id), str(two.id)],
            **{f"minutes-{one.id}": "120", f"minutes-{two.id}": "45"},
        )
    client.submit(f"{page}/walk-ins", page=page, number="w7", minutes="30")
    found = db.session.scalars(select(Completion).order_by(Completion.person_id)).all()
    assert [(done.person_id, done.minutes, done.way) for done in found] == [
        (one.id, 120, Way.ATTENDED),
        (two.id, 45, Way.ATTENDED),
        (walker.id, 30, Way.ATTENDED),
    ]
    assert {done.completed_at for done in found} == {session.ends_at}
    assert db.session.scalar(select(func.sum(TrainingTally.minutes))) == 195
    assert db.session.scalar(select(func.count()).select_from(Attendance)) == 3


def test_impossible_minutes_tick_nobody_and_stay_typed(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    session = a_session(minutes=60)
    one = a_person()
    a_place(session, one)
    world.clock.at = session.starts_at
    sign_in(client, somebody(Role.TRAINER))
    page = f"/training/sessions/{session.id}"
    for minutes in ("61", "0", "-5", "many"):
        answer = client.submit(
            f"{page}/attendance", page=page, present=str(one.id), **{f"minutes-{one.id}": minutes}
        )
        assert answer.status_code == 409
        assert f'value="{minutes}"' in answer.get_data(as_text=True)
    answer = client.submit(f"{page}/walk-ins", page=page, number="nobody", minutes="10")
    assert "Nobody has the employee number NOBODY." in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Attendance)) == 0


def test_a_trainer_does_not_tick_themselves(app: Flask, world: TestWorld) -> None:
    session, trainer = a_session(), somebody(Role.TRAINER)
    world.clock.at = session.ends_at
    with pytest.raises(Refused, match="ticks themselves"), unit_of_work(acting(trainer)) as work:
        actions.attend(work, session.id, {trainer.id: 60})
