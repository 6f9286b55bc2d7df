"""The last place wanted by many hands at the same instant: with real commits, on both engines."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.roles import Actor, Role
from advocacy.training.actions.sessions import attend, take_place
from advocacy.training.models import Attendance, Completion, SessionPlace
from advocacy.work import unit_of_work
from tests.support.at_once import together
from tests.support.makers import a_person, acting, somebody
from tests.support.session_makers import a_session
from tests.support.world import TestWorld

HANDS = 8


def test_the_last_place_has_one_winner(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        session_id = a_session(places=1).id
        hands: list[Actor] = [acting(a_person()) for _each in range(HANDS)]
        db.session.remove()
    waiting = list(hands)

    def taken() -> int:
        try:
            with unit_of_work(waiting.pop()) as work:
                take_place(work, session_id)
        except Refused:
            return 0
        return 1

    assert sum(together(app, [taken] * HANDS)) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SessionPlace)) == 1


def test_two_trainers_who_tick_at_once_give_one_completion(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    app, world = committing_app
    with app.app_context():
        session = a_session()
        session_id, ends_at, one = session.id, session.ends_at, a_person().id
        trainer = acting(somebody(Role.TRAINER))
        db.session.remove()
    world.clock.at = ends_at + timedelta(hours=1)

    def ticked() -> int:
        with unit_of_work(trainer) as work:
            return attend(work, session_id, {one: 60})

    assert sum(together(app, [ticked] * HANDS)) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Attendance)) == 1
        assert db.session.scalar(select(func.count()).select_from(Completion)) == 1
