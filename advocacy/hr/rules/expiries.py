"""Trainings that lapse soon: what is asked for, which lines answer to it, in what order, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from advocacy.numbers import whole_number
from advocacy.training.rules import State

HORIZONS = (30, 60, 90)
"""Within so many days, what has lapsed already included."""

ROWS = 25

Key = tuple[int, int, int]
"""The place of a line: second of the lapse, person, module."""


class Lapsing(Protocol):
    """Where one person stands with one module: a `PersonStanding` of the trainings is one."""

    @property
    def person_id(self) -> int:
        """Who."""
        ...

    @property
    def module_id(self) -> int:
        """With which module."""
        ...

    @property
    def state(self) -> State:
        """The state."""
        ...

    @property
    def lapses_at(self) -> datetime | None:
        """The first instant at which what was completed does not hold."""
        ...


L = TypeVar("L", bound=Lapsing)


@dataclass(frozen=True)
class WantedExpiries:
    """Which lapses are asked for; `after` and `before` are the line at the edge of a page."""

    days: int = HORIZONS[0]
    module: str = ""
    department_id: int | None = None
    after: Key | None = None
    before: Key | None = None

    def arguments(self) -> dict[str, str]:
        """The same as the arguments of an address, without the edge: what `read_expiries` makes it from."""
        found = {"days": str(self.days), "module": self.module}
        if self.department_id is not None:
            found["department"] = str(self.department_id)
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Page(Generic[L]):
    """One page of the lines, and the edges from which the pages around it are asked for."""

    rows: Sequence[L]
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Lapses:
    """Of one module: how many have lapsed, and how many lapse within each of HORIZONS, each counted once."""

    module_id: int
    lapsed: int
    within: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return self.lapsed + sum(self.within)


def read_expiries(arguments: Mapping[str, str]) -> WantedExpiries:
    """What these arguments ask for; a number of days that is not offered is the shortest one."""
    days = whole_number(arguments.get("days")) or 0
    department = arguments.get("department", "").strip()
    return WantedExpiries(
        days if days in HORIZONS else HORIZONS[0],
        arguments.get("module", "").strip()[:64],
        (whole_number(department) or 0) if department else None,
        _key(arguments.get("after", "")),
        _key(arguments.get("before", "")),
    )


def lapsing(standings: Iterable[L], at: datetime, days: int) -> list[L]:
    """Those whose completion has lapsed or lapses within `days` from `at`, the earliest lapse first.

    Whoever never completed the training has nothing that lapses; whoever is let off is asked for nothing.
    """
    until = at + timedelta(days=days)
    found = [
        one
        for one in standings
        if one.lapses_at is not None and one.lapses_at <= until and one.state is not State.WAIVED
    ]
    return sorted(found, key=key_of)


def key_of(one: Lapsing) -> Key:
    """Its place in the order."""
    return int(one.lapses_at.timestamp()) if one.lapses_at else 0, one.person_id, one.module_id


def page_of(lines: Sequence[L], wanted: WantedExpiries, size: int = ROWS) -> Page[L]:
    """The page that is asked for; the first one without an edge."""
    first = 0
    if wanted.before is not None:
        first = max(0, sum(key_of(one) < wanted.before for one in lines) - size)
    elif wanted.after is not None:
        first = sum(key_of(one) <= wanted.after for one in lines)
    rows = lines[first : first + size]
    return Page(
        rows,
        _written(rows[0]) if rows and first > 0 else None,
        _written(rows[-1]) if rows and first + size < len(lines) else None,
    )


def by_module(lines: Iterable[Lapsing], at: datetime) -> list[Lapses]:
    """How many lapse when, by module, the one with most first."""
    found: dict[int, list[int]] = {}
    for one in lines:
        counts = found.setdefault(one.module_id, [0] * (len(HORIZONS) + 1))
        counts[_rung(one, at)] += 1
    made = [Lapses(module_id, counts[0], tuple(counts[1:])) for module_id, counts in found.items()]
    return sorted(made, key=lambda one: (-one.total, one.module_id))


def _rung(one: Lapsing, at: datetime) -> int:
    """0 for what has lapsed, else the place of its horizon, from 1."""
    if one.lapses_at is None or one.lapses_at <= at:
        return 0
    left = one.lapses_at - at
    return next(
        (place for place, days in enumerate(HORIZONS, start=1) if left <= timedelta(days=days)), len(HORIZONS)
    )


def _written(one: Lapsing) -> str:
    return ".".join(str(number) for number in key_of(one))


def _key(typed: str) -> Key | None:
    numbers = [whole_number(part) for part in typed.split(".")]
    match numbers:
        case [int(second), int(person), int(module)]:
            return second, person, module
    return None
