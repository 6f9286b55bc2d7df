"""All that is wrong with the quizzes of a text at once: each by itself, and both against each other.

Plain Python: values in, problems out. Languages are told by their codes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from advocacy.errors import N_, Problems, Refused
from advocacy.quizzes.quiz import Question, Quiz, parse


@dataclass(frozen=True)
class Written:
    """A quiz as typed, and the ids of its text's sections; none while that text cannot be read."""

    quiz: str
    sections: Collection[str]


@dataclass(frozen=True)
class Checked:
    """The problems, each with its language (None: about both), and the fewest questions that were read."""

    problems: tuple[tuple[str | None, Refused], ...]
    questions: int | None


def check_quizzes(written: Mapping[str, Written], *, no_section: str) -> Checked:
    """What is wrong with the quiz of each language, and how they differ.

    `no_section` is the sentence for a question that leads nowhere, with %(line)s, %(question)s, %(section)s.
    """
    problems: list[tuple[str | None, Refused]] = []
    quizzes: dict[str, Quiz] = {}
    for language, one in written.items():
        try:
            quizzes[language] = parse(one.quiz)
        except Problems as wrong:
            problems += [(language, problem) for problem in wrong.problems]
            continue
        problems += [(language, problem) for problem in _lost(quizzes[language], one.sections, no_section)]
    if len(quizzes) == 2:
        (here, ours), (there, theirs) = quizzes.items()
        problems += [(None, problem) for problem in _differences(ours, theirs, here, there)]
    return Checked(tuple(problems), min((len(quiz.questions) for quiz in quizzes.values()), default=None))


def _lost(quiz: Quiz, sections: Collection[str], sentence: str) -> Iterator[Refused]:
    """The questions that lead to a section which is not there."""
    for question in quiz.questions:
        if sections and question.section not in sections:
            yield Refused(sentence, line=question.line, question=question.text[:80], section=question.section)


def _differences(ours: Quiz, theirs: Quiz, here: str, there: str) -> Iterator[Refused]:
    """Questions are the same ones, in the same order, with as many options and the same right ones."""
    for has, lacks, one, other in ((here, there, ours, theirs), (there, here, theirs, ours)):
        known = {question.key for question in other.questions}
        for question in one.questions:
            if question.key not in known:
                yield Refused(
                    "The question “%(question)s” (%(key)s, line %(line)s in “%(has)s”) is missing in "
                    "“%(lacks)s”.",
                    question=question.text[:80],
                    key=question.key,
                    line=question.line,
                    has=has,
                    lacks=lacks,
                )
    kept = {question.key for question in ours.questions} & {question.key for question in theirs.questions}
    yield from _order_problems(
        [question for question in ours.questions if question.key in kept],
        [question for question in theirs.questions if question.key in kept],
        there,
    )


def _order_problems(ours: list[Question], theirs: list[Question], there: str) -> Iterator[Refused]:
    for expected, met in zip(ours, theirs, strict=True):
        if expected.key != met.key:
            yield Refused(
                "The questions come in another order: at line %(line)s “%(language)s” has %(key)s, "
                "where %(expected)s was expected.",
                line=met.line,
                language=there,
                key=met.key,
                expected=expected.key,
            )
            break
    by_key = {question.key: question for question in theirs}
    for question in ours:
        problem = _unlike(question, by_key[question.key])
        if problem:
            yield Refused(problem, key=question.key, line=question.line, other=by_key[question.key].line)


def _unlike(one: Question, other: Question) -> str | None:
    if one.section != other.section:
        return N_("The question %(key)s leads to different sections (lines %(line)s and %(other)s).")
    if len(one.options) != len(other.options):
        return N_("The question %(key)s has not as many options in both (lines %(line)s and %(other)s).")
    if one.right != other.right:
        return N_("The right answers to %(key)s are different ones (lines %(line)s and %(other)s).")
    return None
