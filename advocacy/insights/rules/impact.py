"""What an objective, its contents, their networks and wordings brought, as far as it may be told.

Clicks come from outside and belong to links: they are told as they are. Shares are colleagues': they are
told in steps of five, and hidden where they are those of fewer than five people or would tell such a figure
(`hiding.py`). Opened and declared are two facts and two trees.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from advocacy.insights.rules.hiding import LEAST, Cell, Sharing, in_steps, shown
from advocacy.library.rules.words import Measure

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
class Node:
    """Something that brought something, and the parts this is the sum of."""

    key: Hashable
    brought: Brought
    parts: tuple[Node, ...] = field(default=())


@dataclass(frozen=True)
class Told:
    """What may be told of a node. Shares are None where they are hidden."""

    opened: int | None
    declared: int | None
    clicked: int
    bots: int


def told(top: Node) -> Mapping[Hashable, Told]:
    """What may be told of every node of a tree, by key."""
    opened = shown(_cells(top, lambda b: Sharing(b.opened, b.sharers)))
    declared = shown(_cells(top, lambda b: Sharing(b.declared, b.declarers)))
    found: dict[Hashable, Told] = {}
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


@dataclass(frozen=True)
class Given:
    """Answers given in public, and how many different members gave them."""

    answers: int
    people: int

    @property
    def told(self) -> int | None:
        """How many; None when fewer than five people gave them."""
        return self.answers if self.people >= LEAST or not self.answers else None


def figure(measure: Measure, brought: Told, *, given: Given | None, noted: int | None) -> int | None:
    """What an objective reached, by what it measures; None where nothing was noted, or it may not be told."""
    if measure is Measure.CLICKS:
        return brought.clicked
    if measure is Measure.SHARES:
        return brought.declared
    if measure is Measure.ANSWERS:
        return given.told if given else None
    return noted


def reached(figure: int | None, target: int) -> float | None:
    """The share of the target that was reached."""
    return None if figure is None else figure / target


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Week:
    """What the week that begins on this Monday added: clicks, or shares by so many people at least."""

    monday: date
    count: int
    people: int = 0


def growth(
    weeks: Iterable[Week], *, until: date, whole: int | None, of_shares: bool
) -> list[tuple[date, int]]:
    """How a figure grew: (last day, all up to then) of each week, at most 53, ending with that of `until`.

    Shares are told in steps of five, and nothing before five people are certain to be behind them. `whole` is
    what is told of the figure now: no week is above it, and of a hidden one nothing is drawn.
    """
    by_monday = {week.monday: week for week in weeks}
    if not by_monday or whole is None:
        return []
    total = people = 0
    points = []
    day, last = min(by_monday), monday(until)
    while day <= last:
        week = by_monday.get(day, Week(day, 0))
        total, people = total + week.count, max(people, week.people)
        told = total if not of_shares else in_steps(total) if people >= LEAST else 0
        points.append((day + timedelta(days=6), min(told, whole)))
        day += timedelta(days=7)
    return points[-WEEKS:]


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
