"""The makers of modules, and modules as they are published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from advocacy.charter.rules import Weight
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.quizzes.quiz import mark, shuffled
from advocacy.training.queries.published import (
    module,
    module_by_id,
    module_of_version,
    modules,
    titles,
    version_lines,
)
from advocacy.training.rules import ModuleKind
from tests.support.training_makers import (
    RIGHT_ANSWERS,
    a_module,
    a_module_draft,
    a_module_version,
    english_lesson,
    french_lesson,
)
from tests.support.world import TestWorld


def test_a_module_made_is_whole(app: Flask, world: TestWorld) -> None:
    made = a_module("answering")
    found = module(db.session, "answering", at=world.clock.now())
    assert (found.id, found.slug, found.kind, found.retired) == (made.id, "answering", ModuleKind.TEXT, False)
    assert (found.version.number, found.version.pass_mark, found.version.attempts) == (1, 2, None)
    assert found.texts["en"].title == "Answering a customer"
    assert [section.id for section in found.texts["fr"].sections] == ["answer-fast", "hand-over"]
    assert found.texts["en"].sections[1].title == "Hand over"
    assert "belongs to customer service" in found.texts["en"].sections[1].html
    assert found.texts["en"].sections[0].anchor in found.texts["en"].html


def test_the_quiz_of_a_published_module_can_be_asked_and_marked(app: Flask, world: TestWorld) -> None:
    a_module("answering")
    quiz = shuffled(module(db.session, "answering", at=world.clock.now()).texts["fr"].quiz, "a seed")
    assert mark(quiz, RIGHT_ANSWERS).right == 3
    assert mark(quiz, {**RIGHT_ANSWERS, "promise": ["a"]}).wrong == ("promise",)


def test_the_version_in_force_is_the_one_published_last_by_then(app: Flask, world: TestWorld) -> None:
    made = a_module("answering")
    first = module_by_id(db.session, made.id, at=world.clock.now()).version
    later = world.clock.now() + timedelta(days=3)
    second = a_module_version(made, Weight.MINOR, published_at=later)
    assert module_by_id(db.session, made.id, at=world.clock.now()).version.id == first.id
    assert module_by_id(db.session, made.id, at=later).version.id == second.id
    assert module_of_version(db.session, first.id, at=later).version.number == 1
    lines = version_lines(db.session, [made.id], at=later)
    assert [(line.number, line.weight) for line in lines] == [(1, Weight.MATERIAL), (2, Weight.MINOR)]


def test_what_has_no_version_is_not_visible_and_still_has_a_name(app: Flask, world: TestWorld) -> None:
    bare, drafted = a_module("bare", published=False), a_module("drafted", published=False)
    published = a_module("published")
    a_module_draft(drafted, texts=[french_lesson(title="En projet"), english_lesson(title="")])
    with pytest.raises(NotVisible):
        module(db.session, "bare", at=world.clock.now())
    assert [one.slug for one in modules(db.session, at=world.clock.now())] == ["published"]
    assert titles(db.session, [bare.id, drafted.id, published.id]) == {
        bare.id: {"fr": "bare", "en": "bare"},
        drafted.id: {"fr": "En projet", "en": "drafted"},
        published.id: {"fr": "Répondre à un client", "en": "Answering a customer"},
    }


def test_a_session_has_no_quiz_and_a_retired_module_says_so(app: Flask, world: TestWorld) -> None:
    a_module("workshop", kind=ModuleKind.SESSION, retired_at=world.clock.now())
    found = module(db.session, "workshop", at=world.clock.now())
    assert found.retired
    assert not found.texts["fr"].quiz.questions
    assert found.version.pass_mark == 0
