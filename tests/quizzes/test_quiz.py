"""A quiz: read from plain text, refused by line, shuffled, marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.quizzes.quiz import QuizProblems, from_plain, mark, parse, plain, readable, shuffled
from tests.support.training_makers import ENGLISH_QUIZ, FRENCH_QUIZ, RIGHT_ANSWERS

QUESTION = "## Why? {#why section=a}\n"
RIGHT_AND_WRONG = "- [x] Yes\n- [ ] No\n"


def told(source: str) -> list[str]:
    with pytest.raises(QuizProblems) as refusal:
        parse(source)
    return [str(problem) for problem in refusal.value.problems]


def test_a_quiz_is_read() -> None:
    quiz = parse(ENGLISH_QUIZ)
    assert [question.key for question in quiz.questions] == ["first-words", "promise", "refund"]
    first, promise, _refund = quiz.questions
    assert (first.section, first.text) == ("answer-fast", "What do you say first?")
    assert first.explanation == "The customer must know who is speaking."
    assert [(option.key, option.right) for option in first.options] == [("a", True), ("b", False)]
    assert promise.takes_several
    assert not first.takes_several


def test_long_options_and_explanations_may_go_over_several_lines() -> None:
    quiz = parse(f"{QUESTION}- [X] Yes, and\n  then some\n* [ ] No\n> Since\n> it is so.\n")
    assert quiz.questions[0].options[0].text == "Yes, and then some"
    assert quiz.questions[0].explanation == "Since it is so."


def test_windows_line_ends_are_read_alike() -> None:
    assert parse(ENGLISH_QUIZ.replace("\n", "\r\n")) == parse(ENGLISH_QUIZ)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "This quiz has no question."),
        ("Hello\n", "Line 1: a quiz starts with a question, a line that begins with ##."),
        (f"{QUESTION}- [ ] Yes\n- [ ] No\n", "Line 1: the question “Why?” has no right answer."),
        (f"{QUESTION}- [x] Yes\n", "Line 1: the question “Why?” needs two options at least."),
        (QUESTION, "Line 1: the question “Why?” needs two options at least."),
        (f"{QUESTION}{RIGHT_AND_WRONG}- [ ] yes\n", "Line 1: the question “Why?” has the same option twice."),
        (f"{QUESTION}- [y] Yes\n{RIGHT_AND_WRONG}", "Line 2: an option starts with “- [x]” or “- [ ]”."),
        (f"{QUESTION}{RIGHT_AND_WRONG}- [ ]\n", "Line 4: this option is empty."),
        (f"{QUESTION}{RIGHT_AND_WRONG}> so\n- [ ] Maybe\n", "Line 5: options come before the explanation."),
        (
            f"{QUESTION}{RIGHT_AND_WRONG}{QUESTION}{RIGHT_AND_WRONG}",
            "Line 4: the key why is that of line 1 already.",
        ),
        (
            f"## Why? {{#Why section=a}}\n{RIGHT_AND_WRONG}",
            "Line 1: Why cannot be a key: small letters without accents, digits, hyphens.",
        ),
        (f"{QUESTION}{RIGHT_AND_WRONG}" + "- [ ] no\u200bt\n", "Line 4 holds an invisible character"),
        ("## Why? {#why section=a}\n" + "x" * 60_000, "This quiz has 60,026 characters"),
        (QUESTION + "".join(f"- [x] {n}\n" for n in range(11)), "has more than 10 options."),
        (f"## {'w' * 501} {{#why section=a}}\n{RIGHT_AND_WRONG}", "is too long."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(source: str, sentence: str) -> None:
    assert any(sentence in problem for problem in told(source)), told(source)


@pytest.mark.parametrize(
    "heading", ["# Why?", "### Why?", "## Why?", "##", "## Why? {#why}", "## {section=a}"]
)
def test_a_heading_without_key_and_section_says_how_it_is_written(heading: str) -> None:
    (problem,) = [one for one in told(f"{heading}\n{RIGHT_AND_WRONG}") if one.startswith("Line 1")]
    assert "{#its-key section=id-of-a-section}" in problem


def test_every_problem_is_told_at_once_in_the_order_of_the_lines() -> None:
    wrong = f"{QUESTION}- [ ] A\n- [ ] B\n\n## What? {{#what section=a}}\n- [x] C\n"
    assert [problem[:6] for problem in told(wrong)] == ["Line 1", "Line 5"]


def test_more_than_fifty_questions_are_refused() -> None:
    many = "".join(f"## Why? {{#q{n} section=a}}\n{RIGHT_AND_WRONG}" for n in range(51))
    assert told(many) == ["A quiz has at most 50 questions."]


@given(st.text())
def test_of_any_quiz_what_can_be_read_is_shown(source: str) -> None:
    assert len(readable(source).questions) <= source.count("##")
    wrong = f"{QUESTION}- [ ] A\n" + "- [ ] B\n" * 12 + source
    assert readable(wrong).questions[0].text == "Why?"


@given(st.text())
def test_whatever_is_typed_is_a_quiz_or_a_list_of_problems(source: str) -> None:
    try:
        found: tuple[object, ...] = parse(source).questions
    except QuizProblems as refusal:
        found = refusal.problems
    assert found


@given(st.text(max_size=40))
def test_a_seed_always_gives_the_same_order_in_every_language(seed: str) -> None:
    english, french = shuffled(parse(ENGLISH_QUIZ), seed), shuffled(parse(FRENCH_QUIZ), seed)
    order = [(one.key, [option.key for option in one.options]) for one in english.questions]
    assert order == [(one.key, [option.key for option in one.options]) for one in french.questions]
    assert shuffled(english, seed) == english
    assert mark(english, RIGHT_ANSWERS).wrong == ()


def test_seeds_differ_and_right_answers_take_every_place() -> None:
    quiz = parse(ENGLISH_QUIZ)
    orders = {tuple(one.key for one in shuffled(quiz, str(n)).questions) for n in range(60)}
    assert len(orders) == 6
    places = {
        next(
            place for place, option in enumerate(shuffled(quiz, str(n)).questions[0].options) if option.right
        )
        for n in range(60)
    }
    assert len(places) > 1


def test_all_right_options_and_only_they_must_be_ticked() -> None:
    quiz = parse(ENGLISH_QUIZ)
    assert mark(quiz, RIGHT_ANSWERS).right == 3
    for ticked in (["a"], ["b"], ["a", "b", "c"], [], ["d"], ["a", "b", "zz"]):
        assert mark(quiz, {**RIGHT_ANSWERS, "promise": ticked}).wrong == ("promise",)
    assert mark(quiz, {}).right == 0
    assert mark(quiz, {**RIGHT_ANSWERS, "unknown": ["a"]}).right == 3


def test_a_quiz_is_kept_as_json_and_read_back() -> None:
    quiz = parse(ENGLISH_QUIZ)
    again = from_plain(plain(quiz))
    assert plain(again) == plain(quiz)
    assert again.question("refund").right == {"c"}
    assert again.question("nothing") is None
    assert from_plain({}).questions == ()
