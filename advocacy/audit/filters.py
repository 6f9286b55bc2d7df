"""The journal's filters, as they stand in its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from advocacy.audit.queries.journal import Wanted
from advocacy.numbers import LARGEST_ID, whole_number


@dataclass(frozen=True)
class Filters:
    """What was chosen; what cannot be read counts as not chosen. Days are the reader's, in `zone`."""

    kind: str
    person: str
    since: date | None
    until: date | None
    before: int | None
    after: int | None
    zone: str

    def wanted(self, search: Callable[[str], Sequence[int]]) -> Wanted:
        """The question to the journal; `search` tells which people the typed words mean."""
        return Wanted(
            name=self.kind,
            people=search(self.person) if self.person else None,
            since=self._begins(self.since) if self.since else None,
            until=self._begins(self.until + timedelta(days=1)) if self.until else None,
            before=self.before,
            after=self.after,
        )

    def address(self, *, before: int | None = None, after: int | None = None) -> dict[str, Any]:
        """The same choice on another page, as the values of an address."""
        values = {
            "kind": self.kind,
            "person": self.person,
            "since": self.since,
            "until": self.until,
            "before": before,
            "after": after,
        }
        return {key: str(value) for key, value in values.items() if value}

    @property
    def any_chosen(self) -> bool:
        """Whether the list is a part of the journal only."""
        return bool(self.kind or self.person or self.since or self.until)

    def _begins(self, day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self.zone))


def read_filters(values: Mapping[str, str], *, zone: str) -> Filters:
    """The filters in an address. Never raises: an address that was typed over shows the journal as it is."""
    return Filters(
        kind=_text(values, "kind")[:64],
        person=_text(values, "person")[:80],
        since=_day(values.get("since", "")),
        until=_day(values.get("until", "")),
        before=whole_number(values.get("before"), most=LARGEST_ID),
        after=whole_number(values.get("after"), most=LARGEST_ID),
        zone=zone,
    )


def _text(values: Mapping[str, str], name: str) -> str:
    """What was typed, without NUL, which PostgreSQL cannot keep."""
    return values.get(name, "").replace("\x00", "").strip()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None
