"""All that is wrong with a module's draft at once: what is missing, what its Markdown and its quiz say.

Plain Python: values in, findings out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from advocacy.charter.clauses import Sentences, language_problems, split
from advocacy.charter.wording import check_text
from advocacy.errors import N_, Problems, Refused
from advocacy.people.rules import Language
from advocacy.training.quizzes import Question, Quiz, parse
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.drafting import ModuleSettings, settings_problems
from advocacy.training.rules.texts import LessonParts, missing_parts

OF_SECTIONS = Sentences(
    too_many=N_("This lesson has more than %(most)s sections."),
    none=N_("This lesson has no section: start each one with a line such as “## Say who you are”."),
    twice=N_("Line %(line)s: the section “%(clause)s” has the same id, %(id)s, as line %(first)s."),
    empty=N_("Line %(line)s: the section “%(clause)s” is empty."),
    missing=N_("The section “%(clause)s” (%(id)s, line %(line)s in “%(has)s”) is missing in “%(lacks)s”."),
    order=N_(
        "The sections come in another order: at line %(line)s “%(language)s” has “%(clause)s”,"
        " where “%(reference)s” has “%(expected)s”."
    ),
)


class Part(StrEnum):
    """Where in a draft something is wrong."""

    LESSON = "lesson"
    QUIZ = "quiz"
    SETTINGS = "settings"


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `language` is None when it is about the languages together, or the settings."""

    language: Language | None
    part: Part
    problem: Refused


def proofread(
    kind: ModuleKind, settings: ModuleSettings, texts: Mapping[Language, LessonParts]
) -> tuple[Finding, ...]:
    """Everything that keeps this draft from being reviewed, French first; empty when nothing does."""
    found = [Finding(language, Part.LESSON, problem) for language, problem in missing_parts(texts)]
    lessons = list(_lesson_findings(texts))
    quizzes: dict[Language, Quiz] = {}
    if kind is ModuleKind.TEXT:
        asked = list(_quiz_findings(texts, quizzes))
    else:
        asked = list(_needless_quizzes(texts))
    fewest = min((len(quiz.questions) for quiz in quizzes.values()), default=None)
    set_wrong = [
        Finding(None, Part.SETTINGS, problem) for problem in settings_problems(kind, settings, fewest)
    ]
    return tuple(found + lessons + asked + set_wrong)


def sections_of(source: str) -> dict[str, str]:
    """The titles of a lesson's sections by id, in order; none while it cannot be read."""
    try:
        return {clause.id: clause.title for clause in split(source)}
    except Refused:
        return {}


def _lesson_findings(texts: Mapping[Language, LessonParts]) -> Iterator[Finding]:
    written = {language: text for language, text in texts.items() if text.source.strip()}
    single = [
        Finding(language, Part.LESSON, problem)
        for language, text in written.items()
        for problem in check_text(text.source, language.value, OF_SECTIONS)
    ]
    yield from single
    if not single and len(written) > 1:
        # Texts are held against each other once each of them can be split into sections.
        sources = {language.value: text.source for language, text in written.items()}
        for problem in language_problems(sources, OF_SECTIONS):
            yield Finding(None, Part.LESSON, problem)


def _quiz_findings(texts: Mapping[Language, LessonParts], quizzes: dict[Language, Quiz]) -> Iterator[Finding]:
    """What is wrong with each quiz, and how they differ; those that can be read go into `quizzes`."""
    for language, text in texts.items():
        try:
            quizzes[language] = parse(text.quiz)
        except Problems as wrong:
            for problem in wrong.problems:
                yield Finding(language, Part.QUIZ, problem)
            continue
        known = sections_of(text.source)
        for question in quizzes[language].questions:
            if known and question.section not in known:
                yield Finding(language, Part.QUIZ, _no_section(question))
    both = list(quizzes)
    if len(both) == len(Language):
        for problem in _differences(quizzes[both[0]], quizzes[both[1]], both[0], both[1]):
            yield Finding(None, Part.QUIZ, problem)


def _no_section(question: Question) -> Refused:
    return Refused(
        "Line %(line)s: the question “%(question)s” leads to the section %(section)s, "
        "which the lesson does not have.",
        line=question.line,
        question=question.text[:80],
        section=question.section,
    )


def _differences(ours: Quiz, theirs: Quiz, here: Language, there: Language) -> Iterator[Refused]:
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
                    has=has.value,
                    lacks=lacks.value,
                )
    kept = {question.key for question in ours.questions} & {question.key for question in theirs.questions}
    yield from _order_problems(
        [question for question in ours.questions if question.key in kept],
        [question for question in theirs.questions if question.key in kept],
        there,
    )


def _order_problems(ours: list[Question], theirs: list[Question], there: Language) -> Iterator[Refused]:
    for expected, met in zip(ours, theirs, strict=True):
        if expected.key != met.key:
            yield Refused(
                "The questions come in another order: at line %(line)s “%(language)s” has %(key)s, "
                "where %(expected)s was expected.",
                line=met.line,
                language=there.value,
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


def _needless_quizzes(texts: Mapping[Language, LessonParts]) -> Iterator[Finding]:
    for language, text in texts.items():
        if text.quiz.strip():
            yield Finding(
                language,
                Part.QUIZ,
                Refused("Only a text has a quiz: a session is attended, a proof is checked. Empty it."),
            )
