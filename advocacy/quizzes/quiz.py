"""A quiz: read from plain text, asked in an order of its own each time, and marked.

Plain Python. A question is a heading of the second level with a key and the section of the text that
answers it; below stand its options, then why the right ones are right:

    ## May I promise a refund? {#refund section=hand-over}

    - [ ] Yes, if the customer insists.
    - [x] No: I hand the question over.

    > Only customer service decides on money.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from advocacy.errors import Refused
from advocacy.quizzes.attempts import Sheet, answers_of, check_whole
from advocacy.quizzes.reading import (
    MOST_OPTIONS,
    QuestionLines,
    QuizProblems,
    question_lines,
)

__all__ = [
    "MOST_OPTIONS",
    "Marked",
    "MarkedQuestion",
    "Option",
    "Question",
    "Quiz",
    "QuizProblems",
    "answered",
    "from_plain",
    "mark",
    "marked_questions",
    "new_seed",
    "parse",
    "plain",
    "readable",
    "sheets_of",
    "shuffled",
]


@dataclass(frozen=True)
class Option:
    """One thing to tick. `key` is its place in the source (a, b, c …), the same in every language."""

    key: str
    text: str
    right: bool


@dataclass(frozen=True)
class Question:
    """One question: `section` is the id of the section of the text that answers it."""

    key: str
    section: str
    text: str
    options: tuple[Option, ...]
    explanation: str = ""
    line: int = 0

    @property
    def right(self) -> frozenset[str]:
        """The keys of the options that must be ticked: all of them, and no other."""
        return frozenset(option.key for option in self.options if option.right)

    @property
    def takes_several(self) -> bool:
        """Whether more than one option must be ticked."""
        return len(self.right) > 1


@dataclass(frozen=True)
class Quiz:
    """Questions in the order of the source, or as `shuffled`. One without questions is no quiz at all."""

    questions: tuple[Question, ...] = ()

    def question(self, key: str) -> Question | None:
        """The question of this key; None when there is none."""
        return next((question for question in self.questions if question.key == key), None)


@dataclass(frozen=True)
class Marked:
    """How many of the questions were answered right, and the keys of those that were not."""

    right: int
    questions: int
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class MarkedQuestion:
    """A question with what was ticked, and whether that was right."""

    question: Question
    ticked: tuple[str, ...]
    is_right: bool


def parse(source: str) -> Quiz:
    """The quiz that `source` holds. Raises QuizProblems: all that is wrong with it, each with its line."""
    problems: list[Refused] = []
    read = question_lines(source, problems)
    if problems:
        raise QuizProblems(tuple(sorted(problems, key=lambda problem: int(problem.values.get("line", 0)))))
    return Quiz(tuple(map(_question, read)))


def readable(source: str) -> Quiz:
    """As much of a quiz as can be read, whatever is wrong with it: what an author looks at while writing."""
    return Quiz(tuple(map(_question, question_lines(source, []))))


def shuffled(quiz: Quiz, seed: str) -> Quiz:
    """The same questions and options in an order that follows from `seed` alone, in every language.

    Sorted by a hash rather than by a random generator, so that an old attempt is always shown as it was.
    """

    def place(*keys: str) -> str:
        return sha256("/".join((seed, *keys)).encode()).hexdigest()

    return Quiz(
        tuple(
            replace(
                question,
                options=tuple(sorted(question.options, key=lambda option: place(question.key, option.key))),
            )
            for question in sorted(quiz.questions, key=lambda question: place(question.key))
        )
    )


def mark(quiz: Quiz, answers: Mapping[str, Collection[str]]) -> Marked:
    """Mark `answers` (keys of the ticked options by key of the question). What is not answered is wrong."""
    wrong = tuple(
        question.key
        for question in quiz.questions
        if frozenset(answers.get(question.key, ())) != question.right
    )
    return Marked(len(quiz.questions) - len(wrong), len(quiz.questions), wrong)


def marked_questions(quiz: Quiz, answers: Mapping[str, Collection[str]]) -> tuple[MarkedQuestion, ...]:
    """Each question of `quiz`, in its order, with what was ticked and whether that was right."""
    wrong = mark(quiz, answers).wrong
    return tuple(
        MarkedQuestion(one, tuple(answers.get(one.key, ())), one.key not in wrong) for one in quiz.questions
    )


def answered(quiz: Quiz, ticked: Mapping[str, Collection[str]]) -> tuple[dict[str, list[str]], Marked]:
    """What of `ticked` the quiz asks for, and how it is marked. Raises Refused: a question has no answer."""
    sheets = sheets_of(quiz)
    answers = answers_of(ticked, sheets)
    check_whole(answers, sheets)
    return answers, mark(quiz, answers)


def new_seed() -> str:
    """Of what the order of an attempt follows: 64 bits nobody can foresee."""
    return secrets.token_hex(8)


def sheets_of(quiz: Quiz) -> tuple[Sheet, ...]:
    """The quiz as an answer sheet."""
    return tuple(
        Sheet(question.key, frozenset(option.key for option in question.options))
        for question in quiz.questions
    )


def plain(quiz: Quiz) -> dict[str, Any]:
    """The quiz as JSON can hold it; `from_plain` gives the same quiz back."""
    return {
        "questions": [
            {
                "key": question.key,
                "section": question.section,
                "text": question.text,
                "explanation": question.explanation,
                "options": [
                    {"key": option.key, "text": option.text, "right": option.right}
                    for option in question.options
                ],
            }
            for question in quiz.questions
        ]
    }


def from_plain(values: Mapping[str, Any]) -> Quiz:
    """The quiz that `plain` wrote."""
    return Quiz(
        tuple(
            Question(
                key=question["key"],
                section=question["section"],
                text=question["text"],
                explanation=question["explanation"],
                options=tuple(Option(**option) for option in question["options"]),
            )
            for question in values.get("questions", ())
        )
    )


def _question(read: QuestionLines) -> Question:
    return Question(
        key=read.key,
        section=read.section,
        text=read.text,
        options=tuple(_options(read.options)),
        explanation=read.explanation,
        line=read.line,
    )


def _options(read: Sequence[tuple[bool, str]]) -> Iterator[Option]:
    for place, (right, text) in enumerate(read[:MOST_OPTIONS]):
        yield Option("abcdefghij"[place], text, right)
