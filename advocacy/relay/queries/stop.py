"""The stop of all relaying: the one that holds now, and those that were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.relay.models import RelayStop

MOST_LISTED = 25


@dataclass(frozen=True)
class Stop:
    """A stop: why, what to say meanwhile when asked, whom to call. `by` is who stopped."""

    id: int
    reason_fr: str
    reason_en: str
    holding_fr: str
    holding_en: str
    call: str
    at: datetime
    by: str

    def reason(self, language: str) -> str:
        """Why, in `language`."""
        return self.reason_fr if language == "fr" else self.reason_en

    def holding(self, language: str) -> str:
        """What may be said meanwhile, in `language`."""
        return self.holding_fr if language == "fr" else self.holding_en


@dataclass(frozen=True)
class StopLine:
    """A stop that is over, in the list of what was."""

    at: datetime
    by: str
    lifted_at: datetime
    lifted_by: str
    reason_fr: str
    reason_en: str

    def reason(self, language: str) -> str:
        """Why, in `language`."""
        return self.reason_fr if language == "fr" else self.reason_en


stopper = aliased(Person, name="stopper")
"""Who stopped, in a statement that holds `stop_columns()`."""


def stop_columns() -> tuple[ColumnElement[Any], ...]:
    """The columns that `stop_in` reads."""
    told = (RelayStop.reason_fr, RelayStop.reason_en, RelayStop.holding_fr, RelayStop.holding_en)
    return (
        RelayStop.id.label("stop_id"),
        *(column.expression for column in told),
        RelayStop.call.expression,
        RelayStop.at.label("stopped_at"),
        *name_columns(stopper, "stopper"),
    )


def stop_in(row: Any) -> Stop | None:
    """The stop that a row holds, None when nothing is stopped."""
    if row is None or row.stop_id is None:
        return None
    return Stop(
        id=row.stop_id,
        reason_fr=row.reason_fr,
        reason_en=row.reason_en,
        holding_fr=row.holding_fr,
        holding_en=row.holding_en,
        call=row.call,
        at=row.stopped_at,
        by=name_in(row, "stopper"),
    )


def stop_now(session: Session) -> Stop | None:
    """The stop that holds, None while relaying goes on. One query."""
    statement = select(*stop_columns()).outerjoin(stopper, stopper.id == RelayStop.by_id)
    return stop_in(session.execute(statement.where(RelayStop.lifted_at.is_(None))).one_or_none())


def stops(session: Session) -> Sequence[StopLine]:
    """The latest stops that are over. One query."""
    lifter = aliased(Person, name="lifter")
    rows = session.execute(
        select(
            RelayStop.at,
            RelayStop.lifted_at,
            RelayStop.reason_fr,
            RelayStop.reason_en,
            *name_columns(stopper, "stopper"),
            *name_columns(lifter, "lifter"),
        )
        .outerjoin(stopper, stopper.id == RelayStop.by_id)
        .outerjoin(lifter, lifter.id == RelayStop.lifted_by_id)
        .where(RelayStop.lifted_at.is_not(None))
        .order_by(RelayStop.id.desc())
        .limit(MOST_LISTED)
    )
    return [
        StopLine(
            at=row.at,
            by=name_in(row, "stopper"),
            lifted_at=row.lifted_at,
            lifted_by=name_in(row, "lifter"),
            reason_fr=row.reason_fr,
            reason_en=row.reason_en,
        )
        for row in rows
    ]
