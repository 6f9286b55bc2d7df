"""The time zones there are, by their IANA names."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones


@cache
def all_zones() -> frozenset[str]:
    """Every zone this machine knows; looked for once, because that opens some six hundred files."""
    return frozenset(available_timezones())


@cache
def zones_to_choose() -> tuple[str, ...]:
    """Those named after a place, in order: what a person chooses from."""
    return tuple(sorted(zone for zone in all_zones() if "/" in zone and not zone.startswith("Etc/")))
