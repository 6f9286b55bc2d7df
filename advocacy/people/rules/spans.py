"""Changing what is known of days: which dated rows stop counting, and which take their place.

A row is never edited. It is retired, and what remains true of it is written as another row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from advocacy.errors import Refused
from advocacy.people.rules.kinds import holds_on


@dataclass(frozen=True)
class Span:
    """Days from `valid_from` up to the day before `valid_to` (None: no end is known)."""

    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return holds_on(self.valid_from, self.valid_to, day)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a day."""
        return _before(self.valid_from, other.valid_to) and _before(other.valid_from, self.valid_to)

    def until(self, end: date) -> Span | None:
        """What is left when the days from `end` on are taken away; None when nothing is."""
        if end <= self.valid_from:
            return None
        if self.valid_to is not None and self.valid_to <= end:
            return self
        return Span(self.valid_from, end)


@dataclass(frozen=True)
class Insertion:
    """What a new fact does to known ones: `replaced` stops counting, but for `kept`; `new` is written."""

    replaced: int | None
    kept: Span | None
    new: Span


def insert(known: Sequence[Span], start: date, end: date | None) -> Insertion:
    """Say something new from `start` on, up to the next thing known or to `end`.

    `replaced` is the index in `known` of the span that covers `start`; what is known to begin later stays.
    """
    later = [span.valid_from for span in known if span.valid_from > start]
    limit = min([day for day in (*later, end) if day is not None], default=None)
    for index, span in enumerate(known):
        if span.holds_on(start):
            return Insertion(index, span.until(start), Span(start, limit))
    return Insertion(None, None, Span(start, limit))


def after_last_day(last_day: date) -> date:
    """The first day on which something no longer holds, from the last on which it does."""
    return last_day + timedelta(days=1)


def check_absence(first: date, last: date | None, others: Sequence[Span]) -> Span:
    """The absence from `first` to its `last` day, both included; Refused when it ends first or meets
    another."""
    if last is not None and last < first:
        raise Refused("The last day of an absence cannot lie before its first day.")
    span = Span(first, after_last_day(last) if last else None)
    if any(span.overlaps(other) for other in others):
        raise Refused("These days meet another absence. Correct that one instead.")
    return span


def _before(day: date, end: date | None) -> bool:
    return end is None or day < end
