"""Weekly working hours in a zone: reading them, refusing what cannot be, and who works at an instant.

Hours are minutes of the wall clock's day; no hour is stored as an instant, so that nine o'clock stays nine
o'clock in summer and in winter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from advocacy.errors import N_, Problems, Refused
from advocacy.zones import all_zones

DAY = 24 * 60
MOST_SPANS = 6
"""So many times of one day: nobody's working day has more parts."""

AHEAD = timedelta(days=400)
"""How far ahead the nights on which clocks change are told of: both of a year."""

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
"""The days of a week, Monday first, to be translated when shown."""

_SPAN = re.compile(r"(\d{1,2})(?:[:hH.](\d{2}))?[hH]?\s*[-–—]\s*(\d{1,2})(?:[:hH.](\d{2}))?[hH]?")


@dataclass(frozen=True, order=True)
class Hours:
    """From one minute of a weekday (0 is Monday) to another, in a zone."""

    weekday: int
    starts: int
    ends: int
    zone: str

    @property
    def text(self) -> str:
        """As it is typed: 09:00-12:30."""
        return f"{clock(self.starts)}-{clock(self.ends)}"


@dataclass(frozen=True)
class Skip:
    """A day on which the clocks skip from `starts` to `ends` (minutes), and hours that lie in between."""

    day: date
    starts: int
    ends: int
    hours: Hours


def clock(minutes: int) -> str:
    """Minutes of a day as the clock shows them; the end of the day is 24:00."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def check_zone(zone: str) -> str:
    """The zone, if it is one of the IANA list. Raises Refused."""
    if zone not in all_zones():
        raise Refused(
            "%(zone)s is not a time zone we know. Choose one from the list, such as Europe/Paris.",
            zone=zone[:64] or "–",
        )
    return zone


def read_day(weekday: int, typed: str, zone: str) -> tuple[Hours, ...]:
    """The hours of one day from “09:00-12:30, 14:00-17:00”; nothing typed is a day without hours.

    Raises Refused: unreadable, ending before it begins, overlapping, too many.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]| et | and ", typed) if part.strip()]
    if len(parts) > MOST_SPANS:
        raise Refused("A day has at most %(most)s times.", most=MOST_SPANS)
    found = sorted(_span(weekday, part, zone) for part in parts)
    check_overlaps(found)
    return tuple(found)


def read_week(typed: Sequence[str], zone: str) -> tuple[Hours, ...]:
    """The hours of seven days, Monday first. Raises Problems with a refusal for each day that is wrong."""
    known = check_zone(zone)
    found: list[Hours] = []
    problems: list[Refused] = []
    for weekday, words in enumerate(typed):
        try:
            found.extend(read_day(weekday, words, known))
        except Refused as refused:
            problems.append(refused)
    if problems:
        raise Problems(tuple(problems))
    return tuple(found)


def _span(weekday: int, typed: str, zone: str) -> Hours:
    match = _SPAN.fullmatch(typed)
    if match is None:
        raise Refused(
            "“%(typed)s” is not a time of day. Write it like 09:00-12:30, several with commas.",
            typed=typed[:40],
        )
    starts, ends = _minutes(match[1], match[2], typed), _minutes(match[3], match[4], typed)
    if ends <= starts:
        raise Refused(
            "“%(typed)s” ends before it begins. Hours after midnight belong to the next day.",
            typed=typed[:40],
        )
    return Hours(weekday, starts, ends, zone)


def _minutes(hour: str, minute: str | None, typed: str) -> int:
    found = int(hour) * 60 + int(minute or 0)
    if found > DAY or int(minute or 0) > 59:
        raise Refused("“%(typed)s” holds an hour that no clock shows.", typed=typed[:40])
    return found


def check_overlaps(hours: Iterable[Hours]) -> None:
    """Raise Refused when two of these hours share a minute. They may touch."""
    ordered = sorted(hours)
    for one, other in pairwise(ordered):
        if one.weekday == other.weekday and other.starts < one.ends:
            raise Refused(
                "%(one)s and %(other)s overlap. Join them, or let one end before the other begins.",
                one=one.text,
                other=other.text,
            )


def works_at(hours: Iterable[Hours], at: datetime) -> bool:
    """Whether the instant `at` lies in these hours. A wall clock's hour that comes twice counts twice."""
    return any(_covers(one, at) for one in hours)


def _covers(hours: Hours, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(hours.zone))
    minute = local.hour * 60 + local.minute
    return hours.weekday == local.weekday() and hours.starts <= minute < hours.ends


def skipped(hours: Collection[Hours], since: date) -> tuple[Skip, ...]:
    """The hours that do not exist on a night of the coming 400 days, for the clocks skip them (DST)."""
    found: list[Skip] = []
    for zone in sorted({one.zone for one in hours}):
        for day, starts, ends in _leaps(ZoneInfo(zone), since):
            found += [
                Skip(day, starts, ends, one)
                for one in sorted(hours)
                if one.zone == zone
                and one.weekday == day.weekday()
                and one.starts < ends
                and starts < one.ends
            ]
    return tuple(found)


def _leaps(zone: ZoneInfo, since: date) -> Iterator[tuple[date, int, int]]:
    """The days on which `zone` sets its clocks ahead: from which minute to which."""
    for number in range(AHEAD.days):
        day = since + timedelta(days=number)
        before = datetime.combine(day, time(), zone).utcoffset()
        after = datetime.combine(day + timedelta(days=1), time(), zone).utcoffset()
        if before is None or after is None or after <= before:
            continue
        missing = [minute for minute in range(0, DAY, 15) if not _exists(day, minute, zone)]
        if missing:
            yield day, missing[0], missing[-1] + 15


def _exists(day: date, minute: int, zone: ZoneInfo) -> bool:
    wall = datetime.combine(day, time(minute // 60, minute % 60), zone)
    return wall.astimezone(ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None)
