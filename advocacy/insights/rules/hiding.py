"""Which figures about colleagues may be shown: never one of fewer than five people, nor one that tells it.

Figures stand in a tree: a company, its departments, theirs; an objective, its contents, their networks and
wordings. Who sees a whole and all its parts but one knows that part by subtraction. So when a part has to be
hidden, others beside it are hidden with it until those hidden are together a group that could itself be shown
(complementary suppression), and nothing is shown below what is hidden.

What is shown then cuts the tree into groups that overlap nowhere – the parts shown that show nothing below
them, and what is hidden in each whole – and every one of these is safe. Whatever sums and differences anybody
forms of what is shown gives groups made of these: none is smaller. tests/insights/test_hiding.py tries.

The answer depends on the figures alone, never on who asks: two readers who lay their pages side by side learn
no more than one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Generic, Protocol, Self, TypeVar

LEAST = 5
"""Fewer people than this are never told of."""

STEP = 5
"""Shares are told in steps of so many: what they were yesterday and are today does not tell of one more."""


class Group(Protocol):
    """Some people, and what is counted of them."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody of whom anything could be told."""
        ...

    @property
    def is_safe(self) -> bool:
        """Whether its figure may be known."""
        ...

    @property
    def size(self) -> int:
        """How much is lost when it is hidden."""
        ...

    def joined(self, other: Self) -> Self:
        """Both together."""
        ...


@dataclass(frozen=True)
class Attendance:
    """So many people of a team of so many took part.

    Those who did not are told of as much as those who did: in a team of six, five who passed something on
    leave one who did not, and nobody owes that to anybody. So both are at least five, or nothing is said.
    """

    took_part: int
    people: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody."""
        return self.people <= 0 and self.took_part <= 0

    @property
    def is_safe(self) -> bool:
        """Whether five and more took part, and five and more did not."""
        return self.took_part >= LEAST and self.people - self.took_part >= LEAST

    @property
    def size(self) -> int:
        """How many people they are."""
        return self.people

    def joined(self, other: Attendance) -> Attendance:
        """Both together: nobody is in two departments."""
        return Attendance(self.took_part + other.took_part, self.people + other.people)


@dataclass(frozen=True)
class Sharing:
    """So many shares, by so many different people at least."""

    shares: int
    people: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was shared: that tells of nobody."""
        return self.shares <= 0

    @property
    def is_safe(self) -> bool:
        """Whether five different people and more shared."""
        return self.people >= LEAST

    @property
    def size(self) -> int:
        """How many shares they are."""
        return self.shares

    def joined(self, other: Sharing) -> Sharing:
        """Both together. One person may be in both, so there are at least as many as in the larger one."""
        return Sharing(self.shares + other.shares, max(self.people, other.people))


G = TypeVar("G", bound=Group)


@dataclass(frozen=True)
class Cell(Generic[G]):
    """A figure and the parts it is the sum of; without parts it is not divided further."""

    key: Hashable
    group: G
    parts: tuple[Cell[G], ...] = ()


def shown(top: Cell[G]) -> Mapping[Hashable, G]:
    """The cells of a tree that may be shown, by key. Every other one is hidden, whoever looks."""
    return {top.key: top.group, **_below(top)} if top.group.is_safe else {}


def _below(cell: Cell[G]) -> dict[Hashable, G]:
    found: dict[Hashable, G] = {}
    for part in _open(cell.parts):
        found[part.key] = part.group
        found.update(_below(part))
    return found


def _open(parts: Iterable[Cell[G]]) -> list[Cell[G]]:
    """The parts of a shown whole that may be shown beside it, in their order."""
    peopled = [part for part in parts if not part.group.is_empty]
    hidden = [part for part in peopled if not part.group.is_safe]
    # The smallest are hidden first; the place breaks ties, so that the same is hidden each time.
    safe = sorted((part for part in peopled if part.group.is_safe), key=lambda part: part.group.size)
    while hidden and safe and not _together(hidden).is_safe:
        hidden.append(safe.pop(0))
    keep = {part.key for part in safe} if not hidden or _together(hidden).is_safe else set()
    return [part for part in peopled if part.key in keep]


def _together(cells: Iterable[Cell[G]]) -> G:
    return reduce(lambda one, other: one.joined(other), (cell.group for cell in cells))


def in_steps(shares: int) -> int:
    """So many shares as they are told: what is over the last full step is left out."""
    return shares - shares % STEP
