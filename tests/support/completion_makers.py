"""Makers of cycles and completions: rows written directly, as consistent as the actions leave them."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from advocacy.audit.party import Party
from advocacy.audit.recording import Recorder
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.people.models import Person
from advocacy.training.actions.tallying import tally
from advocacy.training.events.cycles import TrainingCompleted
from advocacy.training.models import (
    Certificate,
    Completion,
    Cycle,
    Module,
    ModuleVersion,
    QuizAttempt,
    QuizResult,
)
from advocacy.training.rules import CycleCause, Way
from advocacy.wiring import wiring
from tests.support.makers import save


def a_cycle(
    person: Person, module: Module, at: datetime | None = None, cause: CycleCause = CycleCause.FIRST
) -> Cycle:
    """A cycle that somebody opened `at` (now, unless given) and has not completed."""
    number = db.session.scalar(
        select(func.max(Cycle.number)).where(Cycle.person_id == person.id, Cycle.module_id == module.id)
    )
    cycle = Cycle(
        person_id=person.id,
        module_id=module.id,
        number=(number or 0) + 1,
        cause=cause,
        opened_at=at or wiring().clock.now(),
    )
    save(cycle)
    return cycle


def a_completion(
    person: Person,
    module: Module,
    at: datetime | None = None,
    *,
    way: Way = Way.QUIZ,
    minutes: int = 20,
    cycle: Cycle | None = None,
    code: str | None = None,
    **values: Any,
) -> Completion:
    """Somebody completed a module `at` (now, unless given): cycle, event, certificate and tally included.

    The version is the latest one published by then, unless `version_id` is among the `values`.
    """
    world = wiring()
    at = at or world.clock.now()
    cycle = cycle or a_cycle(person, module, at)
    session = db.session()
    version = session.execute(_version_of(module, at, values.pop("version_id", None))).one_or_none()
    event = TrainingCompleted(
        module=module.slug,
        number=version.number if version else None,
        manifest=version.manifest if version else None,
        cycle=cycle.number,
        way=way,
        completed_at=at,
        minutes=minutes,
        expires_on=values.get("expires_on"),
    )
    party = Party(person.id, person.subject)
    completion = Completion(
        cycle_id=cycle.id,
        person_id=person.id,
        module_id=module.id,
        version_id=version.id if version else None,
        way=way,
        completed_at=at,
        minutes=minutes,
        event_id=Recorder(session, at).record(event, actor=party, subject=party),
        **{"recorded_at": at, "recorded_by_id": person.id, "evidence": "", **values},
    )
    save(completion)
    save(Certificate(completion_id=completion.id, code=code or secrets.token_hex(16)))
    day = day_in(at, world.settings.time_zone)
    tally(session, person_id=person.id, module_id=module.id, day=day, minutes=minutes)
    session.commit()
    return completion


def code_of(completion: Completion) -> str:
    """The code of its certificate."""
    return db.session.scalars(
        select(Certificate.code).where(Certificate.completion_id == completion.id)
    ).one()


def an_attempt(person: Person, module: Module, cycle: Cycle | None = None) -> QuizAttempt:
    """An attempt at the quiz of the newest version, begun and not handed in."""
    newest = select(func.max(ModuleVersion.id)).where(ModuleVersion.module_id == module.id)
    attempt = QuizAttempt(
        cycle_id=(cycle or a_cycle(person, module)).id,
        version_id=db.session.scalars(newest).one(),
        language=person.language,
        number=1,
        seed=secrets.token_hex(8),
        begun_at=wiring().clock.now(),
    )
    save(attempt)
    return attempt


def a_result(attempt: QuizAttempt) -> QuizResult:
    """That an attempt was handed in with nothing right, and so not passed."""
    made = QuizResult(
        attempt_id=attempt.id, answers={}, right=0, questions=2, passed=False, at=wiring().clock.now()
    )
    save(made)
    return made


def _version_of(module: Module, at: datetime, version_id: int | None) -> Any:
    columns = select(ModuleVersion.id, ModuleVersion.number, ModuleVersion.manifest)
    if version_id is not None:
        return columns.where(ModuleVersion.id == version_id)
    published = columns.where(ModuleVersion.module_id == module.id, ModuleVersion.published_at <= at)
    return published.order_by(ModuleVersion.number.desc()).limit(1)
