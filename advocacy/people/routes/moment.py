"""The instant and the day of a request."""

from __future__ import annotations

from datetime import date, datetime

from advocacy.clock import day_in
from advocacy.wiring import wiring


def now() -> datetime:
    """The instant of this request."""
    return wiring().clock.now()


def today() -> date:
    """The day of this request, in the installation's zone: the one by which dated rows hold."""
    return day_in(now(), wiring().settings.time_zone)
