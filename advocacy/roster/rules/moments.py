"""A moment as somebody types it: day and time of a wall clock, which may be no instant, one, or two."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from advocacy.charter.rules.publishing import comes_twice, instant
from advocacy.errors import Refused


def read_moment(typed: Mapping[str, str], *, zone: str, now: datetime) -> tuple[datetime, ...]:
    """The instants of the wall time in `day` and `time`: one, or both in the night when clocks go back.

    Nothing typed is `now`. Raises Refused: one of the two is missing, unreadable, an hour that the clocks
    skip, or to come.
    """
    day, clock = _text(typed, "day"), _text(typed, "time")
    if not day and not clock:
        return (now,)
    if not day or not clock:
        raise Refused("Say both the day and the time.")
    return instants(_day(day), _time(clock), zone=zone, now=now)


def instants(day: date, at: time, *, zone: str, now: datetime) -> tuple[datetime, ...]:
    """The instants, in UTC, at which clocks in `zone` show this. Raises Refused: skipped, or to come."""
    first = instant(day, at, zone)
    found = [first]
    if comes_twice(first, zone):
        local = first.astimezone(ZoneInfo(zone)).replace(fold=1)
        found.append(local.astimezone(UTC))
    past = tuple(one for one in found if one <= now)
    if not past:
        raise Refused("The portal cannot tell what will be. Choose a moment that has passed.")
    return past


def _day(typed: str) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Refused("“%(typed)s” is not a date. Write it as 2026-05-31.", typed=typed) from None
    if not 1900 <= day.year <= 9000:
        raise Refused("“%(typed)s” is not a date. Write it as 2026-05-31.", typed=typed)
    return day


def _time(typed: str) -> time:
    try:
        at = time.fromisoformat(typed)
    except ValueError:
        raise Refused("“%(typed)s” is not a time of day. Write it as 14:02.", typed=typed) from None
    if at.tzinfo is not None:
        raise Refused("“%(typed)s” is not a time of day. Write it as 14:02.", typed=typed)
    return at


def _text(typed: Mapping[str, str], name: str) -> str:
    return typed.get(name, "").replace("\x00", "").strip()[:40]
