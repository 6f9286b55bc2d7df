"""What keeps a module from being reviewed: every problem at once, with its place."""

from __future__ import annotations

import pytest

from advocacy.errors import Refused
from advocacy.people.rules import Language
from advocacy.training.proofreading import proofread
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.drafting import ModuleSettings, check_module_slug, check_settings
from tests.support.training_makers import (
    ENGLISH_LESSON,
    ENGLISH_QUIZ,
    FRENCH_LESSON,
    FRENCH_QUIZ,
    english_lesson,
    french_lesson,
)

GOOD = ModuleSettings(pass_mark=2)


def found(french=None, english=None, settings=GOOD, kind=ModuleKind.TEXT):
    texts = [french or french_lesson(), english or english_lesson()]
    return [str(one.problem) for one in proofread(kind, settings, {text.language: text for text in texts})]


def test_a_good_module_has_nothing_to_mend():
    assert found() == []


def test_a_missing_language_and_missing_parts_are_named():
    only = {Language.FRENCH: french_lesson(title=" ", lead="", change_note="")}
    said = [str(one.problem) for one in proofread(ModuleKind.TEXT, GOOD, only)]
    assert "The French text has no title." in said
    assert "The French text has no lead: say in a sentence what is learnt." in said
    assert "The French text has no change note: say in a sentence what is new." in said
    assert "There is no English text. A module is published in French and in English together." in said


@pytest.mark.parametrize(
    ("quiz", "sentence"),
    [
        (ENGLISH_QUIZ.replace("- [x] Customer", "- [ ] Customer"), "has no right answer"),
        (ENGLISH_QUIZ.replace("section=hand-over", "section=nowhere"), "leads to the section nowhere"),
        (ENGLISH_QUIZ.replace("{#refund", "{#money"), "(refund, line 14 in “fr”) is missing in “en”"),
        (ENGLISH_QUIZ.replace("section=hand-over", "section=answer-fast"), "leads to different sections"),
        (ENGLISH_QUIZ.replace("- [ ] My team.\n", ""), "has not as many options in both"),
        (
            ENGLISH_QUIZ.replace("- [ ] I do.", "- [x] I do.").replace("- [x] Customer", "- [ ] Customer"),
            "The right answers to refund are different ones",
        ),
        (
            ENGLISH_QUIZ[ENGLISH_QUIZ.index("## What can") :]
            + "\n"
            + ENGLISH_QUIZ[: ENGLISH_QUIZ.index("## What can")],
            "The questions come in another order",
        ),
        ("", "This quiz has no question."),
    ],
)
def test_quizzes_that_do_not_agree_are_named(quiz, sentence):
    said = found(english=english_lesson(quiz=quiz))
    assert any(sentence in one for one in said), said


@pytest.mark.parametrize(
    ("lesson", "sentence"),
    [
        (ENGLISH_LESSON.replace("#hand-over", "#passing-on"), "is missing in “en”"),
        (ENGLISH_LESSON + "\n## Nothing {#nothing}\n", "the section “Nothing” is empty"),
        (ENGLISH_LESSON.replace("#hand-over", "#answer-fast"), "the section “Hand over” has the same id"),
        (ENGLISH_LESSON + "\n<img src=x onerror=alert(1)>\n", "is HTML"),
        (ENGLISH_LESSON + "\n[x](javascript:alert(1))\n", "is not a full address"),
        ("Words without a heading.\n", "This lesson has no section"),
    ],
)
def test_lessons_that_are_wrong_or_differ_are_named(lesson, sentence):
    said = found(english=english_lesson(source=lesson))
    assert any(sentence in one for one in said), said


def test_sections_in_another_order_are_named():
    first, _mark, second = ENGLISH_LESSON.partition("## Hand over")
    said = found(english=english_lesson(source=f"## Hand over{second}\n{first}"))
    assert any("The sections come in another order" in one for one in said), said


def test_the_pass_mark_is_held_against_the_quiz():
    assert "4 right answers are needed, but the quiz has 3 questions only." in found(
        settings=ModuleSettings(pass_mark=4)
    )
    assert any("1 at least" in one for one in found(settings=ModuleSettings(pass_mark=0)))
    assert found(settings=ModuleSettings(pass_mark=3)) == []


def test_a_session_has_neither_quiz_nor_pass_mark():
    plain = {"french": french_lesson(quiz=""), "english": english_lesson(quiz="")}
    assert found(**plain, kind=ModuleKind.SESSION, settings=ModuleSettings()) == []
    assert any("must be 0" in one for one in found(**plain, kind=ModuleKind.PROOF))
    assert any("Only a text has a quiz" in one for one in found(kind=ModuleKind.SESSION))


def test_hostile_markdown_is_told_and_never_ends_in_an_error():
    for hostile in ("[" * 300, ">" * 20 + " x", "## " + "{" * 200, "\x00\u202e## A {#a}", "!!! evil\n    x"):
        said = found(french=french_lesson(source=hostile, quiz=hostile))
        assert said


@pytest.mark.parametrize(
    "settings",
    [
        ModuleSettings(minutes=0),
        ModuleSettings(minutes=2401),
        ModuleSettings(attempts=0),
        ModuleSettings(attempts=51),
        ModuleSettings(pass_mark=-1),
    ],
)
def test_settings_that_can_never_be_right_are_refused(settings):
    with pytest.raises(Refused):
        check_settings(settings)


@pytest.mark.parametrize("slug", ["", "Été", "a b", "-a", "a" * 65, "manage", "sessions", "certificates"])
def test_a_short_name_fits_in_an_address_and_names_no_page(slug):
    with pytest.raises(Refused):
        check_module_slug(slug)


def test_the_samples_are_in_two_languages():
    assert FRENCH_LESSON != ENGLISH_LESSON
    assert FRENCH_QUIZ != ENGLISH_QUIZ
