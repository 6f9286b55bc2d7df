"""The same quiz begun and handed in by many hands at the same instant: with real commits, on both engines."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from advocacy.charter.rules.reading import Shown
from advocacy.db import Model, db
from advocacy.roles import Actor
from advocacy.training.actions.quizzing import begin, hand_in
from advocacy.training.actions.reading import tell_time
from advocacy.training.models import (
    Certificate,
    Completion,
    Cycle,
    QuizAttempt,
    QuizResult,
    SectionTime,
    TrainingTally,
)
from advocacy.training.queries.published import PublishedModule, module
from advocacy.work import unit_of_work
from tests.support.at_once import together
from tests.support.makers import a_person, acting
from tests.support.training_makers import RIGHT_ANSWERS, a_module
from tests.support.world import TestWorld

HANDS = 8


def count(model: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def proof(actor: Actor, found: PublishedModule, world: TestWorld) -> Shown:
    assert actor.id is not None
    text = found.text_in("fr")
    return Shown(actor.id, actor.sign_in_id, text.id, text.sha256, "fr", world.clock.now())


def test_a_quiz_begun_and_handed_in_by_many_hands_is_one_attempt_and_one_completion(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    app, world = committing_app
    with app.app_context():
        a_module("answering")
        actor = acting(a_person())
        found = module(db.session(), "answering", at=world.clock.now())
        shown = proof(actor, found, world)
        db.session.remove()

    def begun() -> int:
        with unit_of_work(actor) as work:
            return begin(work, found, shown, "fr")

    def handed_in() -> int:
        with unit_of_work(actor) as work:
            completion_id = hand_in(work, attempt_id, RIGHT_ANSWERS).completion_id
        assert completion_id is not None
        return completion_id

    (attempt_id,) = set(together(app, [begun] * HANDS))
    (completion_id,) = set(together(app, [handed_in] * HANDS))
    with app.app_context():
        assert db.session.scalars(select(Completion.id)).all() == [completion_id]
        assert [count(one) for one in (Cycle, QuizAttempt, QuizResult, Certificate)] == [1, 1, 1, 1]
        assert db.session.scalars(select(TrainingTally.completions)).all() == [1]


def test_time_told_by_many_tabs_at_once_never_exceeds_the_clock(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    app, world = committing_app
    with app.app_context():
        a_module("answering")
        actor = acting(a_person())
        found = module(db.session(), "answering", at=world.clock.now())
        shown = proof(actor, found, world)
        db.session.remove()
    world.clock.advance(seconds=20)

    def told() -> int:
        with unit_of_work(actor) as work:
            return tell_time(work, found, shown, [("answer-fast", 15)])

    assert together(app, [told] * HANDS) == [15] * HANDS
    with app.app_context():
        assert db.session.scalars(select(SectionTime.seconds)).all() == [15]
        assert count(Cycle) == 1
