"""The quiz of a version begun and handed in by many hands at the same instant: with real commits."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from advocacy.charter.actions.quizzing import begin, hand_in
from advocacy.charter.models import Attempt, AttemptResult, Passing
from advocacy.db import Model, db
from advocacy.work import unit_of_work
from tests.support.at_once import together
from tests.support.charter_makers import RIGHT, a_document, a_quizzed_version
from tests.support.makers import a_person, acting
from tests.support.world import TestWorld

HANDS = 8


def count(model: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_quiz_begun_and_handed_in_by_many_hands_is_one_attempt_and_one_passing(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    app, _world = committing_app
    with app.app_context():
        a_quizzed_version(a_document("charter"))
        actor = acting(a_person())
        db.session.remove()

    def begun() -> int:
        with unit_of_work(actor) as work:
            return begin(work, "charter", "fr")

    def handed_in() -> bool:
        with unit_of_work(actor) as work:
            return hand_in(work, attempt_id, RIGHT).passed

    (attempt_id,) = set(together(app, [begun] * HANDS))
    assert together(app, [handed_in] * HANDS) == [True] * HANDS
    with app.app_context():
        assert [count(one) for one in (Attempt, AttemptResult, Passing)] == [1, 1, 1]
