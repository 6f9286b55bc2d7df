"""All that is wrong with a module's draft at once: what is missing, what its Markdown and its quiz say.

Plain Python: values in, findings out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from advocacy.charter.clauses import Sentences, language_problems, sections_of
from advocacy.charter.wording import check_text
from advocacy.errors import N_, Refused
from advocacy.people.rules import Language
from advocacy.quizzes.proofreading import Checked, Written, check_quizzes
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
    fewest = None
    if kind is ModuleKind.TEXT:
        checked = _check_quizzes(texts)
        asked, fewest = [_quiz_finding(*problem) for problem in checked.problems], checked.questions
    else:
        asked = list(_needless_quizzes(texts))
    set_wrong = [
        Finding(None, Part.SETTINGS, problem) for problem in settings_problems(kind, settings, fewest)
    ]
    return tuple(found + lessons + asked + set_wrong)


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


def _check_quizzes(texts: Mapping[Language, LessonParts]) -> Checked:
    written = {
        language.value: Written(text.quiz, sections_of(text.source)) for language, text in texts.items()
    }
    return check_quizzes(
        written,
        no_section=N_(
            "Line %(line)s: the question “%(question)s” leads to the section %(section)s, "
            "which the lesson does not have."
        ),
    )


def _quiz_finding(language: str | None, problem: Refused) -> Finding:
    return Finding(Language(language) if language else None, Part.QUIZ, problem)


def _needless_quizzes(texts: Mapping[Language, LessonParts]) -> Iterator[Finding]:
    for language, text in texts.items():
        if text.quiz.strip():
            yield Finding(
                language,
                Part.QUIZ,
                Refused("Only a text has a quiz: a session is attended, a proof is checked. Empty it."),
            )
