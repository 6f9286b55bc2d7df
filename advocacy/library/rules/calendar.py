"""The days of a calendar's page, the instants at which they begin, and moving an opening to another day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advocacy.charter.rules.publishing import instant
from advocacy.errors import Refused

EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)
"""Between these days there is a page for every month and week."""

LONGEST_EVENT_NAME = 160
LONGEST_EVENT = timedelta(days=366)
MOST_EVENTS = 500


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """All of them."""
        return list(self)

    def __iter__(self) -> Iterator[date]:
        for ahead in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=ahead)


def read_month(typed: str, *, today: date) -> date:
    """The first day of the month typed as 2026-11; this month for anything else."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", typed)
    try:
        day = date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)
    except ValueError:
        day = today.replace(day=1)
    return day if EARLIEST <= day <= LATEST else today.replace(day=1)


def read_week(typed: str, *, today: date) -> date:
    """The Monday of the week of the day typed as 2026-11-24; of this week for anything else."""
    try:
        day = date.fromisoformat(typed) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed) else today
    except ValueError:
        day = today
    return monday(day if EARLIEST <= day <= LATEST else today)


def monday(day: date) -> date:
    """The first day of the week of `day`."""
    return day - timedelta(days=day.weekday())


def month(first: date) -> Span:
    """The days of the month that begins with `first`."""
    return Span(first, next_month(first) - timedelta(days=1))


def whole_weeks(span: Span) -> Span:
    """The same with the rest of its first and of its last week."""
    return Span(monday(span.first), monday(span.last) + timedelta(days=6))


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def edges(span: Span, zone: str) -> list[datetime]:
    """The instants in UTC at which the days of `span` begin in `zone`, and the one at which the last ends."""
    days = [*span, span.last + timedelta(days=1)]
    return [datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) for day in days]


@dataclass(frozen=True)
class Window:
    """A share window as it was planned, and the zone of its wall times."""

    opens_at: datetime
    closes_at: datetime | None
    zone: str


def moved(window: Window, day: date, *, now: datetime) -> Window:
    """The window that opens on `day`, its wall times the same and as long as before in days.

    Raises Refused for a time that does not exist that night, and for an opening that is past.
    """
    if not EARLIEST <= day <= LATEST:
        raise Refused("Choose a day of this century or the next.")
    zone = ZoneInfo(window.zone)
    opens = window.opens_at.astimezone(zone)
    by = day - opens.date()
    opens_at = instant(day, opens.time(), window.zone)
    if opens_at <= now:
        raise Refused("That has passed already. Choose a later day.")
    if window.closes_at is None:
        return Window(opens_at, None, window.zone)
    closes = window.closes_at.astimezone(zone)
    return Window(opens_at, instant(closes.date() + by, closes.time(), window.zone), window.zone)


def check_event(name_fr: str, name_en: str, starts_on: date, ends_on: date) -> None:
    """Raise Refused for what cannot be days that matter to the company."""
    for name in (name_fr, name_en):
        if not name.strip():
            raise Refused("Name the event in French and in English.")
        if len(name) > LONGEST_EVENT_NAME:
            raise Refused("A name has at most %(most)s characters.", most=LONGEST_EVENT_NAME)
    if ends_on < starts_on:
        raise Refused("The event ends before it begins.")
    if ends_on - starts_on > LONGEST_EVENT:
        raise Refused("An event lasts a year at most.")
    if not (starts_on >= EARLIEST and ends_on <= LATEST):
        raise Refused("Choose days of this century or the next.")
