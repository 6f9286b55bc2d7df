"""The editorial calendar as an iCal document (RFC 5545): what a calendar program reads.

Every entry has an address of its own that never changes (UID), a SEQUENCE that grows with each change, and
times in UTC. What is held back or recalled stays, as CANCELLED, so that programs strike it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Advocacy//Editorial calendar//EN"
LASTS = timedelta(minutes=30)
"""How long an opening stands in a day: a mark to be seen. The share window itself may last weeks."""

REFRESH = timedelta(hours=1)
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


@dataclass(frozen=True)
class Planned:
    """A content in the document; `status` is TENTATIVE, CONFIRMED or CANCELLED."""

    content_id: int
    opens_at: datetime
    title: str
    about: str
    status: str
    sequence: int
    changed_at: datetime
    address: str
    category: str = ""


@dataclass(frozen=True)
class Days:
    """An event of the company: whole days, the last one included."""

    id: int
    name: str
    starts_on: date
    ends_on: date


def document(
    planned: Iterable[Planned],
    days: Iterable[Days],
    *,
    name: str,
    host: str,
    epoch: datetime,
) -> bytes:
    """The document. The same entries give the same bytes: nothing in it tells when it was made.

    `epoch` stands as the moment of company events, which have none of their own.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _line(name))
    calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    for one in planned:
        calendar.add_component(_opening(one, host))
    for event in days:
        calendar.add_component(_days(event, host, epoch))
    return bytes(calendar.to_ical())


def _opening(one: Planned, host: str) -> Event:
    event = Event()
    add: Callable[[str, object], None] = event.add
    add("uid", f"content-{one.content_id}@{host}")
    add("dtstamp", one.changed_at)
    add("last-modified", one.changed_at)
    add("sequence", one.sequence)
    add("status", one.status)
    add("dtstart", one.opens_at)
    add("dtend", one.opens_at + LASTS)
    add("summary", _line(one.title))
    add("description", one.about)
    add("url", one.address)
    add("transp", "TRANSPARENT")
    if one.category:
        add("categories", [one.category])
    return event


def _days(one: Days, host: str, epoch: datetime) -> Event:
    event = Event()
    add: Callable[[str, object], None] = event.add
    add("uid", f"event-{one.id}@{host}")
    add("dtstamp", epoch)
    add("dtstart", one.starts_on)
    add("dtend", one.ends_on + timedelta(days=1))
    add("summary", _line(one.name))
    add("status", "CONFIRMED")
    add("transp", "TRANSPARENT")
    return event


def _line(text: str) -> str:
    """`text` on one line: a bare carriage return would begin another one for many programs, and what stands
    behind it would be read as a property."""
    return " ".join(_BREAKS.sub(" ", text).split())
