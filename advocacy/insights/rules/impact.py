"""What an objective, its contents, their networks and wordings brought, as far as it may be told.

Clicks come from outside and belong to links: they are told as they are. Shares are colleagues': they are
told in steps of five, and hidden where they are those of fewer than five people or would tell such a figure
(`hiding.py`). Opened and declared are two facts and two trees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from advocacy.insights.rules.hiding import LEAST, Cell, Sharing, in_steps, shown

WEEKS = 53
"""So many weeks are drawn at most: the latest."""


@dataclass(frozen=True)
class Brought:
    """What was counted: shares opened and declared, the different people behind them (at least), clicks by
    people, and by what looks like programs."""

    opened: int = 0
    declared: int = 0
    sharers: int = 0
    declarers: int = 0
    clicked: int = 0
    bots: int = 0

    def joined(self, other: Brought) -> Brought:
        """Both together. One person may be behind both, so the larger number of people is certain."""
        return Brought(
            opened=self.opened + other.opened,
            declared=self.declared + other.declared,
            sharers=max(self.sharers, other.sharers),
            declarers=max(self.declarers, other.declarers),
            clicked=self.clicked + other.clicked,
            bots=self.bots + other.bots,
        )


def together(parts: Iterable[Brought]) -> Brought:
    """All of them together."""
    whole = Brought()
    for part in parts:
        whole = whole.joined(part)
    return whole


@dataclass(frozen=True)
class At:
    """What is told of: an objective with all its contents, a content, its network, a wording on it.

    The wording 0 is people's own words.
    """

    content_id: int | None = None
    network: str | None = None
    wording_id: int | None = None


@dataclass(frozen=True)
class Node:
    """Something that brought something, and the parts this is the sum of."""

    key: At
    brought: Brought
    parts: tuple[Node, ...] = field(default=())


@dataclass(frozen=True)
class Told:
    """What may be told of a node. Shares are None where they are hidden."""

    opened: int | None
    declared: int | None
    clicked: int
    bots: int


def told(top: Node) -> Mapping[At, Told]:
    """What may be told of every node of a tree, by key."""
    opened = shown(_cells(top, lambda b: Sharing(b.opened, b.sharers)))
    declared = shown(_cells(top, lambda b: Sharing(b.declared, b.declarers)))
    found: dict[At, Told] = {}
    waiting = [top]
    while waiting:
        node = waiting.pop()
        brought = node.brought
        found[node.key] = Told(
            opened=_steps(brought.opened, opened.get(node.key)),
            declared=_steps(brought.declared, declared.get(node.key)),
            clicked=brought.clicked,
            bots=brought.bots,
        )
        waiting.extend(node.parts)
    return found


def _cells(node: Node, figure: Callable[[Brought], Sharing]) -> Cell[Sharing]:
    return Cell(node.key, figure(node.brought), tuple(_cells(part, figure) for part in node.parts))


def _steps(count: int, known: Sharing | None) -> int | None:
    """A count of shares as it is told: nothing shared is no secret."""
    if count == 0:
        return 0
    return None if known is None else in_steps(known.shares)


def reached(figure: int | None, target: int) -> float | None:
    """The share of the target that was reached."""
    return None if figure is None else figure / target


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Day:
    """What a day added – clicks or shares – and how many different people were behind all shares by then."""

    day: date
    count: int
    people: int = 0


def growth(days: Iterable[Day], *, until: date, whole: int | None, of_shares: bool) -> list[tuple[date, int]]:
    """How a figure grew: (last day, all up to then) of each week, at most 53, ending with that of `until`.

    Shares are told in steps of five, and nothing before five people are certain to be behind them. `whole` is
    what is told of the figure now: no week is above it, and of a hidden one nothing is drawn.
    """
    by_week: dict[date, list[Day]] = {}
    for one in days:
        by_week.setdefault(monday(one.day), []).append(one)
    if not by_week or whole is None:
        return []
    total = people = 0
    points = []
    week, last = min(by_week), monday(until)
    while week <= last:
        added = by_week.get(week, [])
        total += sum(one.count for one in added)
        people = max([people, *(one.people for one in added)])
        told = shares_told(total, people) if of_shares else total
        points.append((week + timedelta(days=6), min(told, whole)))
        week += timedelta(days=7)
    return points[-WEEKS:]


def shares_told(shares: int, people: int) -> int:
    """So many shares by so many different people at least, as they are told: 0 for those of fewer than
    five."""
    return in_steps(shares) if people >= LEAST else 0


def by_network(lines: Iterable[tuple[str, Told]]) -> dict[str, Told]:
    """What each network brought: the sum of what is told of it, so that it tells nothing more.

    Shares that are hidden are left out of the sum; it is None when all of them are.
    """
    found: dict[str, Told] = {}
    for network, line in lines:
        before = found.get(network)
        found[network] = line if before is None else _sum(before, line)
    return found


def _sum(one: Told, other: Told) -> Told:
    return Told(
        opened=_known(one.opened, other.opened),
        declared=_known(one.declared, other.declared),
        clicked=one.clicked + other.clicked,
        bots=one.bots + other.bots,
    )


def _known(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
