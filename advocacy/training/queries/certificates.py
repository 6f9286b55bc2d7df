"""Certificates: one's own, and whichever somebody has the code of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from advocacy.clock import day_in
from advocacy.errors import NotVisible
from advocacy.people.models import Person
from advocacy.training.models import (
    Certificate,
    Completion,
    Cycle,
    Module,
    ModuleText,
    ModuleVersion,
    Revocation,
)
from advocacy.training.queries.outlines import Outline, outlines
from advocacy.training.queries.required import Required, requirements
from advocacy.training.queries.standing import standings_with
from advocacy.training.rules import Validity, Way
from advocacy.training.rules.certificates import CertificateState, certificate_state
from advocacy.training.rules.states import Done, Terms, holding
from advocacy.training.rules.validity import ValidityRule
from advocacy.wiring import wiring


@dataclass(frozen=True)
class CertificateFacts:
    """A certificate as it stands at `at`. `title` is by language, as of the version that was completed."""

    completion_id: int
    code: str
    person_id: int
    name: str
    """Given and family name; empty once the person's data were erased."""
    module_id: int
    slug: str
    title: Mapping[str, str]
    version: int | None
    cycle: int
    way: Way
    completed_at: datetime
    minutes: int
    event_id: int
    revoked_at: datetime | None
    lapses_at: datetime | None
    last_day: date | None
    """The last day on which it holds, where the organisation is; None for good."""
    state: CertificateState


def certificate_of_code(session: Session, code: str, *, at: datetime) -> CertificateFacts | None:
    """The certificate that has this code; None when none has. Six queries at most."""
    return _certificate(session, Certificate.code == code, at)


def certificate(
    session: Session, completion_id: int, *, visible_to: int | None, at: datetime
) -> CertificateFacts:
    """The certificate of a completion of one's own. Six queries at most. Raises NotVisible otherwise."""
    found = _certificate(session, Completion.id == completion_id, at)
    if found is None or found.person_id != visible_to:
        raise NotVisible
    return found


@dataclass
class _Read:
    row: Any
    title: dict[str, str] = field(default_factory=dict)


def _certificate(session: Session, condition: ColumnElement[bool], at: datetime) -> CertificateFacts | None:
    read = _read(session, condition)
    if read is None:
        return None
    row, zone = read.row, wiring().settings.time_zone
    required = requirements(session, at=at, day=day_in(at, zone), modules=[row.module_id])
    outline = outlines(session, [row.module_id], at=at)[row.module_id]
    lapses_at = _lapse(session, row, required, outline, at)
    return CertificateFacts(
        completion_id=row.completion_id,
        code=row.code,
        person_id=row.person_id,
        name="" if row.erased_at else f"{row.given_name} {row.family_name}".strip(),
        module_id=row.module_id,
        slug=row.slug,
        title=read.title or outline.title,
        version=row.version,
        cycle=row.cycle,
        way=row.way,
        completed_at=row.completed_at,
        minutes=row.minutes,
        event_id=row.event_id,
        revoked_at=row.revoked_at,
        lapses_at=lapses_at,
        last_day=_last_day(lapses_at, zone),
        state=certificate_state(lapses_at=lapses_at, revoked_at=row.revoked_at, at=at),
    )


def _read(session: Session, condition: ColumnElement[bool]) -> _Read | None:
    statement = (
        select(
            Completion.id.label("completion_id"),
            Certificate.code,
            Completion.person_id,
            Person.given_name,
            Person.family_name,
            Person.erased_at,
            Completion.module_id,
            Module.slug,
            ModuleVersion.number.label("version"),
            Cycle.number.label("cycle"),
            Completion.way,
            Completion.completed_at,
            Completion.minutes,
            Completion.event_id,
            Completion.expires_on,
            Revocation.at.label("revoked_at"),
            ModuleText.language,
            ModuleText.title,
        )
        .join(Certificate, Certificate.completion_id == Completion.id)
        .join(Cycle, Cycle.id == Completion.cycle_id)
        .join(Person, Person.id == Completion.person_id)
        .join(Module, Module.id == Completion.module_id)
        .outerjoin(ModuleVersion, ModuleVersion.id == Completion.version_id)
        .outerjoin(ModuleText, ModuleText.version_id == Completion.version_id)
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
        .where(condition)
    )
    rows = session.execute(statement).all()
    if not rows:
        return None
    return _Read(rows[0], {row.language.value: row.title for row in rows if row.language is not None})


def _lapse(
    session: Session, row: Any, required: list[Required], outline: Outline, at: datetime
) -> datetime | None:
    """When it ceases to hold: by what binds the person, else by all that is required of anybody.

    What a person is bound by counts for their latest completion. Older ones, and those of people who left or
    are not bound, are judged by the strictest of the module's requirements; without any, by the proof itself.
    """
    for one in standings_with(session, required, at=at, people=[row.person_id]):
        if one.completed_at == row.completed_at:
            return one.lapses_at
    terms = [one.terms for one in required]
    outdated_at = outline.outdated_at(row.version, row.completed_at) if terms else None
    done = Done(row.completed_at, row.expires_on, outdated_at)
    zone = wiring().settings.time_zone
    held = holding([done], terms or [Terms(ValidityRule(Validity.ONCE))], zone, (), at)
    return held.lapses_at if held else None


def _last_day(lapses_at: datetime | None, zone: str) -> date | None:
    """The day before: a lapse is a midnight where the person lives, hours from one here at most."""
    if lapses_at is None:
        return None
    return day_in(lapses_at, zone).fromordinal(day_in(lapses_at, zone).toordinal() - 1)
