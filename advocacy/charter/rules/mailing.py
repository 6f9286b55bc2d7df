"""On which days reminders of a version leave, said before it is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from advocacy.notices.rules import CLOSES, OPENS, is_working_time, stage

_FURTHEST = timedelta(days=800)


@dataclass(frozen=True)
class MailDay:
    """The day of a mail, and the stage that brings it: new, 7_days, 1_day, then late_1 and on every week."""

    day: date
    stage: str


def mail_days(
    live_at: datetime, due_on: date, zone: str, holidays: Collection[date] = ()
) -> tuple[MailDay, ...]:
    """The days on which somebody who does nothing is written to, up to the first mail after the deadline.

    For somebody in `zone` from whom the version is asked when it goes live, and who is not absent.
    """
    found: list[MailDay] = []
    for day in _working_days(live_at, zone, holidays):
        reached = stage(due_on, day)
        if not found or found[-1].stage != reached:
            found.append(MailDay(day, reached))
        if reached.startswith("late"):
            break
    return tuple(found)


def _working_days(live_at: datetime, zone: str, holidays: Collection[date]) -> Iterator[date]:
    """Days with a working hour left in them at or after `live_at`."""
    local = live_at.astimezone(ZoneInfo(zone))
    first = local.date()
    for ahead in range(_FURTHEST.days):
        day = first + timedelta(days=ahead)
        opens = datetime.combine(day, OPENS, ZoneInfo(zone))
        if day == first and local.time() >= CLOSES:
            continue
        if is_working_time(opens, zone, holidays):
            yield day
