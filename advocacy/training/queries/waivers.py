"""The waivers of one person: for which module, until when, who gave it and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.people.models import Person
from advocacy.training.models import Waiver, WaiverReason
from advocacy.training.queries.outlines import Outline

MOST = 50
"""More than anybody has; the latest are told."""


@dataclass(frozen=True)
class WaiverRow:
    """A waiver. `last` is its last day; `reason` is None once it was deleted."""

    id: int
    slug: str
    title: Mapping[str, str]
    first: date
    last: date
    by: str
    recorded_at: datetime
    reason: str | None

    def is_over(self, day: date) -> bool:
        """Whether its last day has passed on `day`."""
        return self.last < day


def waivers_of(session: Session, person_id: int, known: Mapping[int, Outline]) -> list[WaiverRow]:
    """The waivers of somebody whom the caller may see, the latest first. One query.

    `known` are the modules. Ended ones are told with the day they ended on.
    """
    rows = session.execute(
        select(Waiver, Person.given_name, Person.family_name, WaiverReason.reason)
        .join(Person, Person.id == Waiver.by_id)
        .outerjoin(WaiverReason, WaiverReason.waiver_id == Waiver.id)
        .where(Waiver.person_id == person_id, Waiver.retired_at.is_(None))
        .order_by(Waiver.valid_from.desc(), Waiver.id.desc())
        .limit(MOST)
    )
    return [
        WaiverRow(
            id=waiver.id,
            slug=known[waiver.module_id].slug,
            title=known[waiver.module_id].title,
            first=waiver.valid_from,
            last=waiver.until - timedelta(days=1),
            by=f"{given_name} {family_name}".strip(),
            recorded_at=waiver.recorded_at,
            reason=reason,
        )
        for waiver, given_name, family_name, reason in rows
    ]
