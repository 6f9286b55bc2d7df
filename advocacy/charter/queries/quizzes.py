"""The quiz of a version, and what one person did about it: attempts, results, the passing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session, aliased

from advocacy.charter.models import Attempt, AttemptResult, Document, Passing, Text, Version, Withdrawal
from advocacy.charter.rules.quizzes import Passed
from advocacy.charter.rules.words import Weight
from advocacy.errors import NotVisible
from advocacy.people.rules import Language
from advocacy.quizzes.attempts import Chances, chances
from advocacy.quizzes.quiz import Quiz, from_plain
from advocacy.quizzes.terms import Terms


@dataclass(frozen=True)
class QuizText:
    """One language of a version, as its quiz needs it; `sections` are found in its `source`."""

    language: Language
    title: str
    source: str = field(repr=False)
    sha256: str
    questions: Mapping[str, Any] = field(repr=False)

    @property
    def quiz(self) -> Quiz:
        """The quiz, in the order of the source."""
        return from_plain(self.questions)


@dataclass(frozen=True)
class QuizVersion:
    """A published version with its quiz; `quiz_sha256` is None when it has none."""

    id: int
    slug: str
    number: int
    authoritative: Language
    manifest: str
    quiz_sha256: str | None
    terms: Terms
    texts: Mapping[Language, QuizText]

    def text_in(self, language: str) -> QuizText:
        """The text in this language, else in the one with authority."""
        known = {code.value: text for code, text in self.texts.items()}
        return known.get(language) or self.texts[self.authoritative]


@dataclass(frozen=True)
class AttemptLine:
    """One attempt; `at` is None while it is not handed in."""

    id: int
    number: int
    at: datetime | None


@dataclass(frozen=True)
class AttemptFacts:
    """An attempt with its result. `answers` are keys of ticked options by question."""

    id: int
    version_id: int
    language: Language
    number: int
    seed: str
    is_handed_in: bool
    answers: Mapping[str, Sequence[str]] = field(repr=False)
    right: int
    questions: int
    passed: bool


@dataclass(frozen=True)
class QuizStanding:
    """Where a person stands with the quiz of a version."""

    passed: Passed | None
    chances: Chances
    pending_id: int | None
    """An attempt that was begun and not handed in."""


def version_in_force(session: Session, slug: str, *, at: datetime) -> QuizVersion:
    """The version of the document `slug` in force at `at`. One query; raises NotVisible for none."""
    later, gone = aliased(Version), aliased(Withdrawal)
    newer = (
        exists()
        .where(later.document_id == Version.document_id, later.live_at <= at, later.number > Version.number)
        .where(~exists().where(gone.version_id == later.id, gone.at <= at))
    )
    withdrawn = exists().where(Withdrawal.version_id == Version.id, Withdrawal.at <= at)
    return _version(session, Document.slug == slug, Version.live_at <= at, ~withdrawn, ~newer)


def version_of(session: Session, version_id: int) -> QuizVersion:
    """A published version by id, whatever became of it. One query."""
    return _version(session, Version.id == version_id)


def passing(session: Session, person_id: int | None, version_id: int) -> Passed | None:
    """That this person passed the quiz which this version asks; None when they have not. One query.

    Passed with an earlier version counts while the quiz is the same and no material version came between.
    """
    asked, between = aliased(Version), aliased(Version)
    material = (
        exists()
        .where(
            between.document_id == Version.document_id,
            between.number > Version.number,
            between.number <= asked.number,
            between.weight == Weight.MATERIAL,
        )
        .where(~exists().where(Withdrawal.version_id == between.id))
    )
    same_quiz = and_(
        asked.id == version_id,
        asked.document_id == Version.document_id,
        asked.quiz_sha256 == Version.quiz_sha256,
        asked.number >= Version.number,
    )
    row = session.execute(
        select(Passing.id, Passing.at, Passing.event_id)
        .join(Version, Version.id == Passing.version_id)
        .join(asked, same_quiz)
        .where(Passing.person_id == person_id, ~material)
        .order_by(Version.number.desc())
        .limit(1)
    ).one_or_none()
    return Passed(*row) if row else None


def attempts(session: Session, person_id: int, version_id: int) -> list[AttemptLine]:
    """The attempts of a person at the quiz of a version, in their order. One query."""
    statement = (
        select(Attempt.id, Attempt.number, AttemptResult.at)
        .outerjoin(AttemptResult, AttemptResult.attempt_id == Attempt.id)
        .where(Attempt.person_id == person_id, Attempt.version_id == version_id)
        .order_by(Attempt.number)
    )
    return [AttemptLine(*row) for row in session.execute(statement)]


def chances_of(known: Sequence[AttemptLine], allowed: int | None, now: datetime) -> Chances:
    """How many attempts are left after the `known` ones."""
    handed_in = [one.at for one in known if one.at is not None]
    return chances(len(handed_in), max(handed_in, default=None), allowed, now)


def quiz_standing(
    session: Session, person_id: int, version_id: int, allowed: int | None, *, at: datetime
) -> QuizStanding:
    """Where a person stands with the quiz of a version that has one. Two queries."""
    known = attempts(session, person_id, version_id)
    pending = [one.id for one in known if one.at is None]
    return QuizStanding(
        passed=passing(session, person_id, version_id),
        chances=chances_of(known, allowed, at),
        pending_id=next(iter(pending), None),
    )


def attempt(session: Session, attempt_id: int, *, visible_to: int | None) -> AttemptFacts:
    """An attempt of one's own, by id. One query. Raises NotVisible: unknown, or somebody else's."""
    row = session.execute(
        select(Attempt, AttemptResult)
        .outerjoin(AttemptResult, AttemptResult.attempt_id == Attempt.id)
        .where(Attempt.id == attempt_id, Attempt.person_id == visible_to)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotVisible
    begun, result = row.Attempt, row.AttemptResult
    return AttemptFacts(
        id=begun.id,
        version_id=begun.version_id,
        language=begun.language,
        number=begun.number,
        seed=begun.seed,
        is_handed_in=result is not None,
        answers=result.answers if result else {},
        right=result.right if result else 0,
        questions=result.questions if result else 0,
        passed=bool(result and result.passed),
    )


def _version(session: Session, *conditions: ColumnElement[bool]) -> QuizVersion:
    rows = session.execute(_texts().where(*conditions)).all()
    if not rows:
        raise NotVisible
    version: Version = rows[0].Version
    return QuizVersion(
        id=version.id,
        slug=rows[0].slug,
        number=version.number,
        authoritative=version.authoritative,
        manifest=version.manifest,
        quiz_sha256=version.quiz_sha256,
        terms=Terms(version.pass_mark, version.attempts),
        texts={row.language: QuizText(*row[2:]) for row in rows},
    )


def _texts() -> Select[*tuple[Any, ...]]:
    return (
        select(Version, Document.slug, Text.language, Text.title, Text.source, Text.sha256, Text.questions)
        .join(Document, Document.id == Version.document_id)
        .join(Text, Text.version_id == Version.id)
        .order_by(Text.id)
    )
