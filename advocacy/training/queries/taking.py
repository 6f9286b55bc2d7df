"""What somebody is in the middle of: their cycles, the time counted in one, their attempts at a quiz."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.people.rules import Language
from advocacy.training.models import (
    Certificate,
    Completion,
    Cycle,
    Module,
    ModuleVersion,
    QuizAttempt,
    QuizResult,
    Revocation,
    SectionTime,
)
from advocacy.training.rules import CycleCause, Way
from advocacy.training.rules.time import QUIZ, Counted

PAGE = 25
"""Lines of a page of history."""


@dataclass(frozen=True)
class CycleLine:
    """One cycle of somebody; what follows `opened_at` is None while it is open."""

    id: int
    module_id: int
    slug: str
    number: int
    cause: CycleCause
    opened_at: datetime
    completion_id: int | None
    version: int | None
    way: Way | None
    completed_at: datetime | None
    minutes: int | None
    expires_on: date | None
    event_id: int | None
    code: str | None
    revoked_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be completed."""
        return self.completion_id is None

    @property
    def counts(self) -> bool:
        """Whether it was completed, and that was not revoked."""
        return self.completion_id is not None and self.revoked_at is None


@dataclass(frozen=True)
class CycleProgress:
    """A cycle, with what was done in it for one version: seconds in all, and its attempts."""

    cycle: CycleLine
    seconds: int
    handed_in: int
    last_at: datetime | None
    pending_id: int | None
    """An attempt that was begun and not handed in."""


@dataclass(frozen=True)
class AttemptLine:
    """One attempt; `at`, `right` and `passed` are None while it is not handed in."""

    id: int
    number: int
    begun_at: datetime
    at: datetime | None
    right: int | None
    questions: int | None
    passed: bool | None


@dataclass(frozen=True)
class AttemptFacts:
    """An attempt with its result, and whose it is. `answers` are keys of ticked options by question."""

    id: int
    cycle_id: int
    person_id: int
    module_id: int
    version_id: int
    language: Language
    number: int
    seed: str
    begun_at: datetime
    is_handed_in: bool
    answers: Mapping[str, Sequence[str]] = field(repr=False)
    right: int
    questions: int
    passed: bool
    at: datetime | None
    completion_id: int | None
    """The completion that closed its cycle, if it is closed."""


@dataclass(frozen=True)
class TimeSpent:
    """The time counted in a cycle: by section for one version, and in all (other versions, quizzes)."""

    of_version: Counted
    total: int


def cycles(session: Session, person_id: int, module_id: int, *, most: int = PAGE) -> list[CycleLine]:
    """The latest cycles of a person with a module, the latest first. One query."""
    statement = (
        _cycles(person_id).where(Cycle.module_id == module_id).order_by(Cycle.number.desc()).limit(most)
    )
    return [CycleLine(*row) for row in session.execute(statement)]


def progress(session: Session, person_id: int, module_id: int, version_id: int) -> list[CycleProgress]:
    """The same, each with what was done in it for the version. One query."""
    mine = (QuizAttempt.cycle_id == Cycle.id, QuizAttempt.version_id == version_id)
    handed_in = select(func.count()).join(QuizAttempt, QuizAttempt.id == QuizResult.attempt_id).where(*mine)
    last = select(func.max(QuizResult.at)).join(QuizAttempt, QuizAttempt.id == QuizResult.attempt_id)
    pending = (
        select(func.max(QuizAttempt.id))
        .outerjoin(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .where(*mine, QuizResult.attempt_id.is_(None))
    )
    seconds = select(func.coalesce(func.sum(SectionTime.seconds), 0)).where(SectionTime.cycle_id == Cycle.id)
    extra = [
        one.correlate(Cycle).scalar_subquery()
        for one in (seconds, handed_in.select_from(QuizResult), last.where(*mine), pending)
    ]
    statement = (
        _cycles(person_id)
        .add_columns(*extra)
        .where(Cycle.module_id == module_id)
        .order_by(Cycle.number.desc())
        .limit(PAGE)
    )
    width = len(fields(CycleLine))
    return [CycleProgress(CycleLine(*row[:width]), *row[width:]) for row in session.execute(statement)]


def history(session: Session, person_id: int, *, before: int | None = None) -> Window[CycleLine]:
    """A page of all cycles of a person, the latest opened first. One query."""
    found = latest_first(session, _cycles(person_id), Cycle.id, size=PAGE, older_than=before)
    return found.map(lambda row: CycleLine(*row))


def time_spent(session: Session, cycle_id: int | None, version_id: int) -> TimeSpent:
    """What was counted in a cycle (None: none is open). One query, or none."""
    if cycle_id is None:
        return TimeSpent(Counted({}), 0)
    rows = session.execute(
        select(SectionTime.version_id, SectionTime.section, SectionTime.seconds, SectionTime.last_at).where(
            SectionTime.cycle_id == cycle_id
        )
    ).all()
    seconds = {
        row.section: row.seconds for row in rows if row.version_id == version_id and row.section != QUIZ
    }
    last_at = max((row.last_at for row in rows), default=None)
    return TimeSpent(Counted(seconds, last_at), sum(row.seconds for row in rows))


def attempts(session: Session, cycle_id: int | None, version_id: int) -> list[AttemptLine]:
    """The attempts of a cycle at the quiz of a version, in their order. One query, or none."""
    if cycle_id is None:
        return []
    statement = (
        select(
            QuizAttempt.id,
            QuizAttempt.number,
            QuizAttempt.begun_at,
            QuizResult.at,
            QuizResult.right,
            QuizResult.questions,
            QuizResult.passed,
        )
        .outerjoin(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .where(QuizAttempt.cycle_id == cycle_id, QuizAttempt.version_id == version_id)
        .order_by(QuizAttempt.number)
    )
    return [AttemptLine(*row) for row in session.execute(statement)]


def attempt(session: Session, attempt_id: int, *, visible_to: int | None) -> AttemptFacts:
    """An attempt of one's own, by id. One query. Raises NotVisible: unknown, or somebody else's."""
    statement = (
        select(
            QuizAttempt,
            Cycle.person_id,
            Cycle.module_id,
            QuizResult,
            Completion.id.label("completion_id"),
        )
        .join(Cycle, Cycle.id == QuizAttempt.cycle_id)
        .outerjoin(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .outerjoin(Completion, Completion.cycle_id == Cycle.id)
        .where(QuizAttempt.id == attempt_id, Cycle.person_id == visible_to)
        .execution_options(populate_existing=True)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotVisible
    begun, result = row.QuizAttempt, row.QuizResult
    return AttemptFacts(
        id=begun.id,
        cycle_id=begun.cycle_id,
        person_id=row.person_id,
        module_id=row.module_id,
        version_id=begun.version_id,
        language=begun.language,
        number=begun.number,
        seed=begun.seed,
        begun_at=begun.begun_at,
        is_handed_in=result is not None,
        answers=result.answers if result else {},
        right=result.right if result else 0,
        questions=result.questions if result else 0,
        passed=bool(result and result.passed),
        at=result.at if result else None,
        completion_id=row.completion_id,
    )


def _cycles(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Cycle.id,
            Cycle.module_id,
            Module.slug,
            Cycle.number,
            Cycle.cause,
            Cycle.opened_at,
            Completion.id.label("completion_id"),
            ModuleVersion.number.label("version"),
            Completion.way,
            Completion.completed_at,
            Completion.minutes,
            Completion.expires_on,
            Completion.event_id,
            Certificate.code,
            Revocation.at.label("revoked_at"),
        )
        .join(Module, Module.id == Cycle.module_id)
        .outerjoin(Completion, Completion.cycle_id == Cycle.id)
        .outerjoin(ModuleVersion, ModuleVersion.id == Completion.version_id)
        .outerjoin(Certificate, Certificate.completion_id == Completion.id)
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
        .where(Cycle.person_id == person_id)
    )
