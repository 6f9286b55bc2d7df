"""When somebody is reminded of a post they want to pass on later."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advocacy.charter.rules.publishing import instant
from advocacy.errors import Refused

FURTHEST = timedelta(days=31)
USUAL = time(17, 30)
"""When most people have a moment: it stands in the form."""


def reminder_at(
    day: date | None, clock: time, zone: str, *, now: datetime, closes_at: datetime | None
) -> datetime:
    """The instant of a wall time in `zone`; without a day the next time the clock says so. Of a time that
    comes twice (autumn) the first.

    Raises Refused for a time that the clocks skip that night, one that is over, one too far away, and one
    after the share window.
    """
    at = instant(day, clock, zone) if day else _next(clock, zone, now=now)
    if at <= now:
        raise Refused("This time is over. Choose a later one.")
    if at - now > FURTHEST:
        raise Refused("Choose a time within a month: later you will hardly remember why.")
    if closes_at is not None and at >= closes_at:
        raise Refused("By then this post can no longer be passed on. Choose an earlier time.")
    return at


def _next(clock: time, zone: str, *, now: datetime) -> datetime:
    today = now.astimezone(ZoneInfo(zone)).date()
    at = instant(today, clock, zone)
    return at if at > now else instant(today + timedelta(days=1), clock, zone)


def proposed(zone: str, *, now: datetime, closes_at: datetime | None) -> datetime | None:
    """The wall time that the form begins with: half past five, today or on the next working day. None when
    the share window is over by then."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date()
    if local.time() >= USUAL:
        day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    at = datetime.combine(day, USUAL, ZoneInfo(zone))
    return at if closes_at is None or at < closes_at else None


def week_of(at: datetime, zone: str) -> date:
    """The Monday of the week in `zone`, by which digests are counted."""
    day = at.astimezone(ZoneInfo(zone)).date()
    return day - timedelta(days=day.weekday())
