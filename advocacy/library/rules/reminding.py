"""When somebody is reminded: in working hours, and not before a working day has gone by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from advocacy.notices.rules import OPENS, is_working_time

_FURTHEST = 30


def working_time_from(at: datetime, zone: str, holidays: Collection[date] = ()) -> datetime:
    """The first working instant at or after `at` in `zone`, in UTC."""
    if is_working_time(at, zone, holidays):
        return at.astimezone(UTC)
    local = at.astimezone(ZoneInfo(zone))
    first = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    mornings = (
        datetime.combine(first + timedelta(days=ahead), OPENS, ZoneInfo(zone)) for ahead in range(_FURTHEST)
    )
    found = next((one for one in mornings if is_working_time(one, zone, holidays)), at)
    return found.astimezone(UTC)


def a_working_day_after(at: datetime, zone: str, holidays: Collection[date] = ()) -> datetime:
    """The same hour of the next working day in `zone`, in UTC; for what came out of hours, as if it had come
    when work began."""
    begins = working_time_from(at, zone, holidays).astimezone(ZoneInfo(zone))
    morning = datetime.combine(begins.date() + timedelta(days=1), OPENS, ZoneInfo(zone))
    day = working_time_from(morning, zone, holidays).astimezone(ZoneInfo(zone)).date()
    return datetime.combine(day, begins.time(), ZoneInfo(zone)).astimezone(UTC)
