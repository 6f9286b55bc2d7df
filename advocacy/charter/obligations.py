"""What the charter tells the home page and the reminders: who owes which document, since when, until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from advocacy.charter.queries.concerned import Rows
from advocacy.charter.queries.standing import standing
from advocacy.charter.queries.versions import asked_now
from advocacy.charter.rules.standing import Standing
from advocacy.charter.rules.versions import Asked
from advocacy.obligations import Obligation, People
from advocacy.wiring import wiring

_OWED = (Standing.OWED, Standing.OVERDUE)


def owed(session: Session, *, now: datetime, day: date, people: People) -> Iterator[Obligation]:
    """What these people (None: everyone) owe on `day`, one thing per document and person. Two queries."""
    zone = wiring().settings.time_zone
    found = asked_now(session, at=now, zone=zone)
    if not found:
        return
    by_version = {asked.version.id: asked for asked in found}
    statements = [_owed(asked, now=now, day=day, people=people) for asked in found]
    for row in session.execute(union_all(*statements) if len(statements) > 1 else statements[0]):
        asked = by_version[row.version_id]
        yield Obligation(
            person_id=row.person_id,
            key=f"charter:{row.version_id}",
            title=asked.version.title,
            since=_since(asked, row.since, zone),
            due_on=row.due_on,
            path=f"/charter/{asked.version.slug}",
        )


def _owed(asked: Asked, *, now: datetime, day: date, people: People) -> Rows:
    name = f"owed{asked.version.id}"
    rows = standing(asked, day=day, at=now, people=people).subquery(name)
    return select(
        literal(asked.version.id).label("version_id"), rows.c.person_id, rows.c.since, rows.c.due_on
    ).where(rows.c.standing.in_(_OWED))


def _since(asked: Asked, day: date, zone: str) -> datetime:
    """The instant the version went live, or the morning of the day from which this person is concerned."""
    begins = datetime.combine(day, time(), ZoneInfo(zone))
    return max(begins, asked.origin.live_at)
