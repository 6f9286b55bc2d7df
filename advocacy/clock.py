"""The only reading of the time of day. Everything else is given the time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the time; tests pass one that stands still."""

    def now(self) -> datetime:
        """The present instant, in UTC, with its zone."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, in UTC, with its zone."""
        return datetime.now(UTC)


def day_in(at: datetime, zone: str) -> date:
    """The calendar day of the instant `at` in the IANA zone `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()
