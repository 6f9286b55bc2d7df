"""How many people each department had, and which days are still to be counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

NOWHERE = 0
"""Stands for “no department”; as a parent, for the whole company."""

LONGEST = 400
"""So many days are counted afterwards at most: what is shown of the past goes back a year."""


@dataclass(frozen=True)
class Headcount:
    """So many people on a day in a department (0: none) and everything below it; 0 as parent: the company."""

    department_id: int
    parent_id: int
    people: int


def headcounts(parents: Mapping[int, int | None], own: Mapping[int, int]) -> list[Headcount]:
    """The headcount of every department of the tree and of `NOWHERE`, from how many are directly in each.

    `parents` is the tree. People of a department that it does not hold count as in none.
    """
    people = dict.fromkeys([NOWHERE, *parents], 0)
    for department_id, count in own.items():
        for one in _line(department_id, parents):
            people[one] += count
    return [Headcount(one, parents.get(one) or NOWHERE, count) for one, count in people.items()]


def _line(department_id: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    """A department and those above it; `NOWHERE` alone for one that is not in the tree."""
    if department_id not in parents:
        yield NOWHERE
        return
    here: int | None = department_id
    while here is not None:
        yield here
        here = parents.get(here)


def missing(counted: Collection[date], *, first: date | None, today: date) -> list[date]:
    """The days that are over and were not counted, in their order.

    `first` is the first day that matters; None, when nobody passed anything on yet: only yesterday does.
    """
    yesterday = today - timedelta(days=1)
    begin = max(min([first or yesterday, *counted, yesterday]), today - timedelta(days=LONGEST))
    return [day for day in _days(begin, yesterday) if day not in counted]


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
