"""A page of the calendar put together: its days, each with what opens, what is empty, and what day it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from advocacy.clock import day_in
from advocacy.library.public_holidays import Holiday, holidays_between
from advocacy.library.queries.calendar import Entries, Entry, entries
from advocacy.library.queries.calendar_frame import (
    EventLine,
    Frame,
    ObjectiveChoice,
    frame,
    near_slots,
    objective_choices,
)
from advocacy.library.queries.openings import Shown
from advocacy.library.rules.calendar import Span, edges
from advocacy.library.rules.clashes import clashes
from advocacy.library.rules.drafts import Clash
from advocacy.library.rules.slots import Occurrence, WeeklySlot, filled
from advocacy.people.rules import Language
from advocacy.roles import Actor


@dataclass(frozen=True)
class Asked:
    """What is asked of the calendar: days in a zone, who asks, and what to leave out."""

    span: Span
    zone: str
    actor: Actor
    language: Language
    now: datetime
    shown: Shown
    each: int


@dataclass(frozen=True)
class Day:
    """One day: the entries that are shown and how many more there are, slots nobody fills, events."""

    day: date
    is_today: bool
    entries: Sequence[Entry]
    more: int
    empty: Sequence[Occurrence]
    events: Sequence[EventLine]
    holiday: Holiday | None

    @property
    def is_weekend(self) -> bool:
        """Whether it is a Saturday or a Sunday."""
        return self.day.weekday() >= 5

    @property
    def in_order(self) -> list[Entry | Occurrence]:
        """Entries and empty slots by time."""
        both: list[Entry | Occurrence] = [*self.entries, *self.empty]
        return sorted(both, key=lambda one: one.opens_at if isinstance(one, Entry) else one.at)

    @property
    def has_nothing(self) -> bool:
        """Whether nothing stands on it."""
        return not (self.entries or self.empty or self.events or self.holiday)


@dataclass(frozen=True)
class CalendarPage:
    """A page: its days in order, what clashes, what fills a slot, and what no content serves."""

    days: Sequence[Day]
    clashing: Mapping[int, Sequence[Clash]]
    filling: Mapping[int, Occurrence]
    objectives: Sequence[ObjectiveChoice]
    frame: Frame

    @property
    def unserved(self) -> list[ObjectiveChoice]:
        """The objectives under way for which nothing opens on these days."""
        return [one for one in self.objectives if one.is_under_way and not one.is_served]


def calendar_page(session: Session, asked: Asked, *, within: Span | None = None) -> CalendarPage:
    """The page. Five queries and one without slots; `within` are the days for which objectives are looked at,
    where the page shows more. Filters leave slots and contents out, never objectives or events."""
    instants = edges(asked.span, asked.zone)
    found = entries(
        session,
        instants,
        visible_to=asked.actor,
        language=asked.language,
        now=asked.now,
        shown=asked.shown,
        each=asked.each,
    )
    around = frame(session, first=asked.span.first, last=asked.span.last, since=instants[0])
    slots = [one for one in around.slots if _is_wanted(one, asked.shown)]
    fills = filled(slots, near_slots(session, slots, instants[0], instants[-1]), instants[0], instants[-1])
    asked_of = within or asked.span
    bounds = edges(asked_of, asked.zone)
    return CalendarPage(
        days=_days(asked, found, around, fills),
        clashing=clashes(one.opening for one in found.rows if not one.is_struck),
        filling={one.content_id: one for one in fills if one.content_id is not None},
        objectives=objective_choices(
            session, first=asked_of.first, last=asked_of.last, start=bounds[0], end=bounds[-1]
        ),
        frame=around,
    )


def _is_wanted(slot: WeeklySlot, shown: Shown) -> bool:
    return (
        shown.network in (None, slot.network)
        and (shown.language is None or slot.language in (None, shown.language))
        and (shown.topic_id is None or slot.topic_id in (None, shown.topic_id))
    )


def _days(asked: Asked, found: Entries, around: Frame, fills: Sequence[Occurrence]) -> list[Day]:
    today = day_in(asked.now, asked.zone)
    holidays = {one.day: one for one in holidays_between(asked.span.first, asked.span.last)}
    empty = [one for one in fills if one.content_id is None and one.at >= asked.now]
    return [
        Day(
            day=day,
            is_today=day == today,
            entries=found.of(place),
            more=found.more.get(place, 0),
            empty=[one for one in empty if day_in(one.at, asked.zone) == day],
            events=[one for one in around.events if one.starts_on <= day <= one.ends_on],
            holiday=holidays.get(day),
        )
        for place, day in enumerate(asked.span)
    ]
