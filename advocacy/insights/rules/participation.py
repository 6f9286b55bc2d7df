"""Who took part in a month, by team: how many of how many, as far as that may be told.

A month is told of once it is over and its last day was counted: nothing of it changes then, so that two looks
at it on two days say the same. Months are never added up, for the sum less its parts would tell a hidden one.
The tree is that of the month's last day: a department that moved since does not move in the past.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from advocacy.insights.rules.headcount import NOWHERE, Headcount
from advocacy.insights.rules.hiding import Attendance, Cell, shown

MONTHS = 12
"""So many months are told of."""


@dataclass(frozen=True)
class Place:
    """A line: a department with all below it, or (`alone`) only those directly in it. No id: the company."""

    department_id: int | None
    alone: bool = False


COMPANY = Place(None)
NO_DEPARTMENT = Place(NOWHERE)


def month_ends(today: date, months: int = MONTHS) -> list[date]:
    """The last days of the latest months that are over, the latest first."""
    found: list[date] = []
    day = today
    for _month in range(months):
        day = day.replace(day=1) - timedelta(days=1)
        found.append(day)
    return found


@dataclass(frozen=True)
class Line:
    """What may be told of a place; `attendance` is None where it is hidden."""

    place: Place
    attendance: Attendance | None
    has_parts: bool = False

    @property
    def rate(self) -> float | None:
        """The share of people who took part; None where that is hidden."""
        if self.attendance is None or self.attendance.people <= 0:
            return None
        return self.attendance.took_part / self.attendance.people


@dataclass(frozen=True)
class Month:
    """A month that is over: the tree of its last day, and what may be told of each place in it."""

    last_day: date
    top: Cell[Attendance]
    told: Mapping[Hashable, Attendance]

    @property
    def first_day(self) -> date:
        """The day by which tallies know the month."""
        return self.last_day.replace(day=1)

    def line(self, place: Place) -> Line | None:
        """What is told of a place; None when it was not there, or nobody was in it."""
        found = next((cell for cell in _cells(self.top) if cell.key == place), None)
        return None if found is None or found.group.is_empty else self._line(found)

    def below(self, place: Place) -> list[Line]:
        """The lines one level below a place, those without anybody left out."""
        found = next((cell for cell in _cells(self.top) if cell.key == place), None)
        return [self._line(part) for part in found.parts if not part.group.is_empty] if found else []

    def everything(self) -> Iterator[Line]:
        """Every line, from the top down."""
        return (self._line(cell) for cell in _cells(self.top) if not cell.group.is_empty)

    def _line(self, cell: Cell[Attendance]) -> Line:
        assert isinstance(cell.key, Place)
        return Line(cell.key, self.told.get(cell.key), bool(cell.parts))


def month(last_day: date, headcounts: Iterable[Headcount], took_part: Mapping[int, int]) -> Month:
    """The month that ended on `last_day`, from that day's headcounts and how many took part, by department.

    Who took part in a department that is not in that day's tree counts as in none.
    """
    top = tree(headcounts, took_part)
    return Month(last_day, top, shown(top))


def tree(headcounts: Iterable[Headcount], took_part: Mapping[int, int]) -> Cell[Attendance]:
    """The company as a tree of attendances."""
    known = {one.department_id: one for one in headcounts}
    known.setdefault(NOWHERE, Headcount(NOWHERE, NOWHERE, 0))
    stray = sum(count for department_id, count in took_part.items() if department_id not in known)
    own = {**took_part, NOWHERE: took_part.get(NOWHERE, 0) + stray}
    below: dict[int, list[int]] = {}
    for one in known.values():
        if one.department_id != NOWHERE:
            parent = one.parent_id if one.parent_id in known else NOWHERE
            below.setdefault(parent, []).append(one.department_id)
    parts = [_department(department_id, known, below, own) for department_id in below.get(NOWHERE, [])]
    nowhere = Cell(NO_DEPARTMENT, Attendance(own[NOWHERE], known[NOWHERE].people))
    return _whole(COMPANY, (*parts, nowhere))


def _department(
    department_id: int,
    known: Mapping[int, Headcount],
    below: Mapping[int, list[int]],
    own: Mapping[int, int],
) -> Cell[Attendance]:
    parts = [_department(part, known, below, own) for part in below.get(department_id, [])]
    directly = known[department_id].people - sum(part.group.people for part in parts)
    alone = Attendance(own.get(department_id, 0), directly)
    if not parts:
        return Cell(Place(department_id), alone)
    return _whole(Place(department_id), (Cell(Place(department_id, alone=True), alone), *parts))


def _whole(place: Place, parts: tuple[Cell[Attendance], ...]) -> Cell[Attendance]:
    group = Attendance(0, 0)
    for part in parts:
        group = group.joined(part.group)
    return Cell(place, group, parts)


def _cells(cell: Cell[Attendance]) -> Iterator[Cell[Attendance]]:
    yield cell
    for part in cell.parts:
        yield from _cells(part)


def asked_month(months: Sequence[Month], typed: str) -> Month | None:
    """The month of this first day (2026-05-01); for anything else the latest. None while there is none."""
    asked = [one for one in months if one.first_day.isoformat() == typed]
    return next(iter([*asked, *months]), None)


def lines(month: Month, top: int | None, order: Iterable[int], teams: Collection[int] | None) -> list[Line]:
    """The lines to show: the company or the department `top`, then its parts in the order of `order`.

    For a manager, who sees `teams` only, the lines of these; what is below a team of theirs stays closed.
    """
    if teams is not None:
        wanted = [one for one in order if one in teams and top in {None, one}]
        found = (month.line(Place(one)) for one in wanted)
        return [replace(line, has_parts=False) for line in found if line is not None]
    place = Place(top)
    here = month.line(place)
    rank = {one: number for number, one in enumerate(order)}
    below = sorted(month.below(place), key=lambda line: _rank(line.place, rank))
    return [here, *below] if here else []


def _rank(place: Place, rank: Mapping[int, int]) -> tuple[bool, int]:
    """Those directly in it first, those of no department last."""
    if place.alone:
        return False, -1
    return place.department_id == NOWHERE, rank.get(place.department_id or 0, len(rank))


def history(months: Sequence[Month], top: int | None) -> list[tuple[date, Line | None]]:
    """What is told of the company, or of a department, month by month, the earliest first."""
    return [(one.first_day, one.line(Place(top))) for one in reversed(months)]
