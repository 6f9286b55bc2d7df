"""Slots: a place in every week to be filled, in wall time, whatever the clocks do meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advocacy.errors import N_, Refused
from advocacy.library.rules.clashes import SAME_HOUR, Opening
from advocacy.networks.words import Network
from advocacy.people.rules import Language

MOST_SLOTS = 100
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

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:hH.]([0-5]\d)")


@dataclass(frozen=True)
class WeeklySlot:
    """A slot: Monday is 0, `minute` is wall time in `zone`; it holds from `since` until it is ended."""

    id: int
    network: Network
    language: Language | None
    topic_id: int | None
    weekday: int
    minute: int
    zone: str
    since: datetime
    until: datetime | None = None

    @property
    def clock(self) -> str:
        """Its wall time: 08:30."""
        return f"{self.minute // 60:02d}:{self.minute % 60:02d}"


@dataclass(frozen=True)
class Occurrence:
    """A slot in one week: when, and the content that fills it."""

    slot: WeeklySlot
    at: datetime
    content_id: int | None = None


def read_clock(typed: str) -> int:
    """The minute of the day of a wall time. Raises Refused for what is none."""
    found = _CLOCK.fullmatch(typed.strip())
    if found is None:
        raise Refused("“%(typed)s” is not a time of day. Write it as 14:02.", typed=typed[:20])
    return int(found[1]) * 60 + int(found[2])


def occurrences(slot: WeeklySlot, first: datetime, end: datetime) -> list[datetime]:
    """The instants of a slot from `first` up to `end`, one for each week.

    A wall time that the clocks skip in spring is taken with the offset before the change, so that 02:30 is
    03:30 that night; of one that comes twice in autumn the first counts (RFC 5545, 3.3.5).
    """
    zone = ZoneInfo(slot.zone)
    at = time(slot.minute // 60, slot.minute % 60)
    day, last = first.astimezone(zone).date() - timedelta(days=1), end.astimezone(zone).date()
    day += timedelta(days=(slot.weekday - day.weekday()) % 7)
    found = []
    while day <= last:
        instant = datetime.combine(day, at, zone).astimezone(UTC)
        if first <= instant < end and slot.since <= instant and (slot.until is None or instant < slot.until):
            found.append(instant)
        day += timedelta(days=7)
    return found


def filled(
    slots: Iterable[WeeklySlot], openings: Iterable[Opening], first: datetime, end: datetime
) -> list[Occurrence]:
    """Every occurrence from `first` up to `end`, in order, each with the content that fills it.

    That is the nearest one that opens within the hour before or after it on the slot's network, in its
    language and on its topic where it names them. One content fills one place.
    """
    left = list(openings)
    places = sorted(
        ((at, slot) for slot in slots for at in occurrences(slot, first, end)),
        key=lambda place: (place[0], place[1].id),
    )
    found = []
    for at, slot in places:
        best = _nearest(slot, at, left)
        if best is not None:
            left.remove(best)
        found.append(Occurrence(slot, at, best.content_id if best else None))
    return found


def _nearest(slot: WeeklySlot, at: datetime, openings: Sequence[Opening]) -> Opening | None:
    fitting = [one for one in openings if abs(one.at - at) <= SAME_HOUR and _fits(slot, one)]
    return min(fitting, key=lambda one: (abs(one.at - at), one.content_id), default=None)


def _fits(slot: WeeklySlot, opening: Opening) -> bool:
    return (
        slot.network in opening.networks
        and (slot.language is None or slot.language in opening.languages)
        and (slot.topic_id is None or slot.topic_id in opening.topics)
    )
