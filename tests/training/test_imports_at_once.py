"""Two previews of one file applied by many hands at the same instant: with real commits, on both engines."""

from __future__ import annotations

from itertools import count as counter

from flask import Flask
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.roles import Role
from advocacy.training.actions import importing as actions
from advocacy.training.models import Certificate, Completion, Cycle, TrainingTally
from advocacy.work import unit_of_work
from tests.support.makers import a_person, acting, somebody
from tests.support.training_makers import a_module
from tests.support.world import TestWorld
from tests.training.test_taking_at_once import portal, together

__all__ = ["portal"]


def test_a_completion_in_two_imports_is_recorded_once(portal: tuple[Flask, TestWorld]) -> None:
    app, _world = portal
    with app.app_context():
        a_module("answering")
        for number in ("A1", "A2"):
            a_person(number=number)
        importers = [acting(somebody(Role.HR)) for _each in range(2)]
        content = b"number,training,date,minutes\nA1,answering,2026-03-02,20\nA2,answering,2026-03-02,20\n"
        waiting = []
        for actor in importers:
            preview = actions.look(db.session(), actor, "lms.csv", content)
            with unit_of_work(actor) as work:
                waiting.append(actions.keep(work, preview))
        db.session.remove()
    turns = counter()

    def applied() -> int:
        which = next(turns) % 2
        with unit_of_work(importers[which]) as work:
            return actions.apply(work, waiting[which])

    assert together(app, applied) == {0, 2}
    with app.app_context():
        for model in (Completion, Cycle, Certificate):
            assert db.session.scalar(select(func.count()).select_from(model)) == 2
        assert db.session.scalar(select(func.sum(TrainingTally.completions))) == 2
