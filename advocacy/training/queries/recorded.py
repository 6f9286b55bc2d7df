"""The completions of one person as HR sees them: with their evidence, and why some were revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.people.models import Person
from advocacy.people.queries.directory import visible
from advocacy.roles import Actor, Can
from advocacy.training.models import (
    Certificate,
    Completion,
    Cycle,
    Module,
    ModuleVersion,
    Revocation,
    RevocationReason,
)
from advocacy.training.rules import Way

PAGE = 25


@dataclass(frozen=True)
class CompletionLine:
    """A completion with its cycle and, when it was revoked, by whom and why (None once deleted)."""

    id: int
    person_id: int
    name: str
    module_id: int
    slug: str
    version: int | None
    cycle: int
    way: Way
    completed_at: datetime
    recorded_at: datetime
    recorded_by: str | None
    minutes: int
    expires_on: date | None
    evidence: str
    code: str | None
    event_id: int
    revoked_at: datetime | None
    revoked_by: str | None
    reason: str | None


def completions_of(session: Session, person_id: int, *, before: int | None = None) -> Window[CompletionLine]:
    """A page of the completions of somebody whom the caller may see, the latest recorded first. One query."""
    statement = _completions().where(Completion.person_id == person_id)
    found = latest_first(session, statement, Completion.id, size=PAGE, older_than=before)
    return found.map(lambda row: CompletionLine(*row))


def one_completion(session: Session, completion_id: int, *, visible_to: Actor, day: date) -> CompletionLine:
    """A completion of somebody in sight of who may revoke. One query. Raises NotVisible."""
    statement = _completions().where(
        Completion.id == completion_id, visible(visible_to, Can.REVOKE_COMPLETION, day)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotVisible
    return CompletionLine(*row)


def _completions() -> Select[*tuple[Any, ...]]:
    recorder, revoker = aliased(Person), aliased(Person)
    return (
        select(
            Completion.id,
            Completion.person_id,
            Person.given_name + literal(" ") + Person.family_name,
            Completion.module_id,
            Module.slug,
            ModuleVersion.number.label("version"),
            Cycle.number.label("cycle"),
            Completion.way,
            Completion.completed_at,
            Completion.recorded_at,
            (recorder.given_name + literal(" ") + recorder.family_name).label("recorded_by"),
            Completion.minutes,
            Completion.expires_on,
            Completion.evidence,
            Certificate.code,
            Completion.event_id,
            Revocation.at.label("revoked_at"),
            (revoker.given_name + literal(" ") + revoker.family_name).label("revoked_by"),
            RevocationReason.reason,
        )
        .join(Person, Person.id == Completion.person_id)
        .join(Module, Module.id == Completion.module_id)
        .join(Cycle, Cycle.id == Completion.cycle_id)
        .outerjoin(ModuleVersion, ModuleVersion.id == Completion.version_id)
        .outerjoin(Certificate, Certificate.completion_id == Completion.id)
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
        .outerjoin(RevocationReason, RevocationReason.completion_id == Completion.id)
        .outerjoin(recorder, recorder.id == Completion.recorded_by_id)
        .outerjoin(revoker, revoker.id == Revocation.by_id)
    )
