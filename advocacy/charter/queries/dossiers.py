"""The dossier of a draft: per employer in its audience, the steps done, and from when it would bind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from advocacy.charter.models import DossierEntry
from advocacy.charter.queries.audience import concerned
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.dossier import binding_day, earliest_effect, missing_steps
from advocacy.charter.rules.words import DossierStep
from advocacy.people.models import Employer, Employment
from advocacy.people.queries.dated import holds_on


@dataclass(frozen=True)
class StepDone:
    """One step that was recorded. `before_last_edit` when the draft was changed after it was recorded."""

    id: int
    step: DossierStep
    done_on: date
    reference: str
    before_last_edit: bool


@dataclass(frozen=True)
class EmployerDossier:
    """One employer's steps. `people` is how many of its people the audience means."""

    employer_id: int
    employer: str
    people: int
    steps: tuple[StepDone, ...]

    @property
    def done(self) -> dict[DossierStep, date]:
        """The steps done, and when."""
        return {step.step: step.done_on for step in self.steps}

    @property
    def missing(self) -> tuple[DossierStep, ...]:
        """The steps still to do."""
        return missing_steps(self.done)

    @property
    def earliest(self) -> date | None:
        """The first day from which the version may bind; None while publicity or deposit is missing."""
        return earliest_effect(self.done)

    def binds_on(self, live_on: date) -> date | None:
        """From when a version live on that day binds this employer's people; None: it only informs them."""
        return binding_day(self.done, live_on=live_on)


def dossiers(
    session: Session, draft_id: int, audience: Sequence[AudienceLine], *, day: date, edited_at: datetime
) -> tuple[EmployerDossier, ...]:
    """The dossier of each employer whose people the audience means on `day`, by name. One query.

    An employer with recorded steps is there even when the audience no longer means anyone of it.
    """
    rows = session.execute(_employers(draft_id, audience, day)).all()
    found = []
    for _name, group in groupby(rows, key=lambda row: (row.name.casefold(), row.id)):
        lines = list(group)
        entries = [line.DossierEntry for line in lines if line.DossierEntry is not None]
        if lines[0].people or entries:
            steps = tuple(_step(entry, edited_at) for entry in entries)
            found.append(EmployerDossier(lines[0].id, lines[0].name, lines[0].people, steps))
    return tuple(found)


def done_steps(session: Session, draft_id: int, employer_id: int) -> dict[DossierStep, date]:
    """The steps one employer has done. One query."""
    rows = session.execute(
        select(DossierEntry.step, DossierEntry.done_on).where(
            DossierEntry.draft_id == draft_id,
            DossierEntry.employer_id == employer_id,
            DossierEntry.retired_at.is_(None),
        )
    )
    return {row.step: row.done_on for row in rows}


def _employers(draft_id: int, audience: Sequence[AudienceLine], day: date) -> Any:
    """One row per employer and step that counts, employers by name and steps by day."""
    people: ColumnElement[int] = (
        select(func.count(Employment.person_id.distinct()))
        .where(
            Employment.employer_id == Employer.id,
            holds_on(Employment, day),
            Employment.person_id.in_(concerned(audience, day)),
        )
        .correlate(Employer)
        .scalar_subquery()
    )
    counts = and_(
        DossierEntry.employer_id == Employer.id,
        DossierEntry.draft_id == draft_id,
        DossierEntry.retired_at.is_(None),
    )
    return (
        select(Employer.id, Employer.name, people.label("people"), DossierEntry)
        .outerjoin(DossierEntry, counts)
        .order_by(Employer.name, Employer.id, DossierEntry.done_on, DossierEntry.id)
    )


def _step(entry: DossierEntry, edited_at: datetime) -> StepDone:
    return StepDone(
        id=entry.id,
        step=entry.step,
        done_on=entry.done_on,
        reference=entry.reference,
        before_last_edit=entry.recorded_at < edited_at,
    )
