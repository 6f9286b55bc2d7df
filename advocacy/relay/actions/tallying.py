"""The counts of shares. Each is one statement, so that two at once lose nothing.

Whoever deletes a share of their own takes it back from the counts of its wording: else opening and deleting
it again and again would make one person look like many, and tell how few the others are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute

from advocacy.db import Model
from advocacy.insert_once import insert_once, insertion
from advocacy.people.models import Placement
from advocacy.people.queries.dated import holds_on
from advocacy.relay.models import SharerMonth, ShareTally, TeamTally
from advocacy.work import Work


def count_opened(work: Work, person_id: int, place: Mapping[str, Any]) -> None:
    """A share was opened. `place` holds its content, wording and network."""
    _add(work, ShareTally, {**place, "day": _day(work)}, ShareTally.opened)
    month = {"person_id": person_id, "month": _month(work)}
    is_first = insert_once(
        work.session, SharerMonth, month, SharerMonth.person_id, unique=["person_id", "month"]
    )
    if is_first:
        _add(work, TeamTally, _team(work, person_id), TeamTally.people)


def count_declared(work: Work, person_id: int, place: Mapping[str, Any]) -> None:
    """A share was declared. `place` holds its content, wording and network."""
    _add(work, ShareTally, {**place, "day": _day(work)}, ShareTally.declared)
    _add(work, TeamTally, _team(work, person_id), TeamTally.shares)


def take_back(
    work: Work, place: Mapping[str, Any], *, opened_at: datetime, declared_at: datetime | None
) -> None:
    """A share was deleted by its person: as if it had never been."""
    _subtract(work, place, opened_at, ShareTally.opened)
    if declared_at is not None:
        _subtract(work, place, declared_at, ShareTally.declared)


def _subtract(
    work: Work, place: Mapping[str, Any], at: datetime, counted: InstrumentedAttribute[int]
) -> None:
    key = [getattr(ShareTally, column) == value for column, value in place.items()]
    day = at.astimezone(UTC).date()
    work.session.execute(
        update(ShareTally).where(*key, ShareTally.day == day, counted > 0).values({counted: counted - 1})
    )


def _add(work: Work, table: type[Model], key: Mapping[str, Any], counted: InstrumentedAttribute[int]) -> None:
    """One more: a first row, or one more in the row that is there."""
    zeros = {
        column: 0
        for column in ("opened", "declared", "people", "shares")
        if column in table.__table__.columns and column != counted.key
    }
    statement = insertion(work.session, table).values(**key, **zeros, **{counted.key: 1})
    work.session.execute(
        statement.on_conflict_do_update(index_elements=[*key], set_={counted.key: counted + 1})
    )


def _day(work: Work) -> date:
    """The day of a tally: in UTC, like that of clicks."""
    return work.now.astimezone(UTC).date()


def _month(work: Work) -> date:
    return work.today.replace(day=1)


def _team(work: Work, person_id: int) -> Mapping[str, Any]:
    """Where the person works today, 0 for nowhere."""
    department = work.session.scalar(
        select(Placement.department_id)
        .where(Placement.person_id == person_id, holds_on(Placement, work.today))
        .order_by(Placement.valid_from.desc())
        .limit(1)
    )
    return {"month": _month(work), "department_id": department or 0}
