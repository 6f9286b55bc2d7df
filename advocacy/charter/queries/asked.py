"""The quiz of a version as it is asked, and as it comes back marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from advocacy.charter.clauses import sections_of
from advocacy.charter.queries.quizzes import (
    AttemptFacts,
    QuizText,
    QuizVersion,
    attempt,
    attempts,
    chances_of,
    passing,
    version_in_force,
    version_of,
)
from advocacy.errors import NotVisible
from advocacy.quizzes.attempts import Chances
from advocacy.quizzes.quiz import MarkedQuestion, Quiz, marked_questions, shuffled


@dataclass(frozen=True)
class AskedPage:
    """The questions of an attempt, in its own order, in one language."""

    attempt: AttemptFacts
    version: QuizVersion
    text: QuizText
    quiz: Quiz


@dataclass(frozen=True)
class ResultPage:
    """An attempt that was handed in. `current` is the number of the version in force, None when none is."""

    attempt: AttemptFacts
    version: QuizVersion
    text: QuizText
    questions: tuple[MarkedQuestion, ...]
    chances: Chances
    has_passed: bool
    """Whether the quiz that the version in force asks is passed, by this attempt or another."""
    current: int | None

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the text's clauses by their ids."""
        return sections_of(self.text.source)


def asked_page(session: Session, attempt_id: int, person_id: int, *, language: str) -> AskedPage | None:
    """The questions of an attempt of one's own; None once it is handed in. Two queries; raises NotVisible."""
    begun = attempt(session, attempt_id, visible_to=person_id)
    if begun.is_handed_in:
        return None
    version = version_of(session, begun.version_id)
    text = version.text_in(language)
    return AskedPage(begun, version, text, shuffled(text.quiz, begun.seed))


def result_page(
    session: Session, attempt_id: int, person_id: int, *, language: str, at: datetime
) -> ResultPage | None:
    """The result of an attempt of one's own; None before it is handed in. Five queries; raises NotVisible."""
    begun = attempt(session, attempt_id, visible_to=person_id)
    if not begun.is_handed_in:
        return None
    version = version_of(session, begun.version_id)
    text = version.text_in(language)
    known = attempts(session, person_id, version.id)
    current = _current(session, version, at)
    return ResultPage(
        attempt=begun,
        version=version,
        text=text,
        questions=marked_questions(shuffled(text.quiz, begun.seed), begun.answers),
        chances=chances_of(known, version.terms.attempts, at),
        has_passed=current is not None and passing(session, person_id, current.id) is not None,
        current=current.number if current else None,
    )


def _current(session: Session, version: QuizVersion, at: datetime) -> QuizVersion | None:
    try:
        return version_in_force(session, version.slug, at=at)
    except NotVisible:
        return None
