"""How the numbers of departments add up along the tree, one level at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from advocacy.charter.rules.standing import Standing

ASKED = (Standing.ACKNOWLEDGED, Standing.OBJECTED, Standing.OWED, Standing.OVERDUE)
"""The standings of those who are concerned: they were asked, or answered."""


@dataclass(frozen=True)
class Count:
    """So many people of one department stand so; `without_mail` of them have no e-mail address."""

    department_id: int | None
    standing: Standing
    people: int
    without_mail: int = 0


@dataclass(frozen=True)
class Node:
    """A department in the tree; `path` is the ids from the root, each ended by a slash."""

    id: int
    parent_id: int | None
    name: str
    path: str


@dataclass(frozen=True)
class Tally:
    """How many stand where. `without_mail` counts those who work here (all but those who left)."""

    by_standing: Mapping[Standing, int] = field(default_factory=dict)
    without_mail: int = 0

    def __getitem__(self, standing: str) -> int:
        return self.by_standing.get(Standing(standing), 0)

    @property
    def concerned(self) -> int:
        """Those who are asked, or who answered."""
        return sum(self.by_standing.get(standing, 0) for standing in ASKED)

    @property
    def everyone(self) -> int:
        """Every line of the register."""
        return sum(self.by_standing.values())


@dataclass(frozen=True)
class Branch:
    """One line of the overview: a department with all below it, or (`alone`) only those directly in it.

    `id` is None for the people who have no department.
    """

    id: int | None
    name: str
    tally: Tally
    has_parts: bool = False
    alone: bool = False


@dataclass(frozen=True)
class View:
    """One level of the tree: the departments above it, its lines, and their total."""

    trail: tuple[Node, ...]
    branches: tuple[Branch, ...]
    total: Tally

    @property
    def top(self) -> Node | None:
        """The department that is looked into; None for the whole."""
        return self.trail[-1] if self.trail else None


def view(nodes: Sequence[Node], counts: Iterable[Count], top_id: int | None) -> View | None:
    """The level below `top_id` (None: the highest). None when no such department is among `nodes`.

    `nodes` are the departments in sight, in the order of the tree. When there is only one highest department
    and everyone is in or below it, the level below it is shown at once: it says more.
    """
    by_id = {node.id: node for node in nodes}
    if top_id is not None and top_id not in by_id:
        return None
    found = list(counts)
    top = by_id.get(top_id) if top_id is not None else _only_root(nodes, by_id, found)
    below = [node for node in nodes if node.parent_id == top.id] if top else list(_roots(nodes, by_id))
    gathered = _gather(found, by_id, top, below)
    has_parts = {node.parent_id for node in nodes}
    branches = [Branch(node.id, node.name, _tally(gathered[node.id]), node.id in has_parts) for node in below]
    rest = gathered[None]
    if top is not None and (rest or not below):
        branches.insert(0, Branch(top.id, top.name, _tally(rest), alone=bool(below)))
    elif rest:
        branches.append(Branch(None, "", _tally(rest)))
    everything = [count for part in gathered.values() for count in part]
    return View(_trail(top, by_id), tuple(branches), _tally(everything))


def _roots(nodes: Iterable[Node], by_id: Mapping[int, Node]) -> Iterator[Node]:
    """The highest departments in sight."""
    return (node for node in nodes if node.parent_id not in by_id)


def _only_root(nodes: Iterable[Node], by_id: Mapping[int, Node], counts: Iterable[Count]) -> Node | None:
    roots = list(_roots(nodes, by_id))
    everyone_is_placed = all(count.department_id in by_id for count in counts)
    return roots[0] if len(roots) == 1 and everyone_is_placed else None


def _gather(
    counts: Iterable[Count], by_id: Mapping[int, Node], top: Node | None, below: Iterable[Node]
) -> dict[int | None, list[Count]]:
    """The counts by the department of `below` they are in; under None those of `top` itself, or nowhere."""
    gathered: dict[int | None, list[Count]] = {node.id: [] for node in below}
    gathered[None] = []
    for count in counts:
        place = by_id.get(count.department_id) if count.department_id is not None else None
        if top is not None and (place is None or not place.path.startswith(top.path)):
            continue
        ids = [int(part) for part in place.path.split("/") if part] if place else []
        gathered[next((key for key in ids if key in gathered), None)].append(count)
    return gathered


def _tally(counts: Iterable[Count]) -> Tally:
    by_standing: dict[Standing, int] = {}
    without_mail = 0
    for count in counts:
        by_standing[count.standing] = by_standing.get(count.standing, 0) + count.people
        without_mail += count.without_mail if count.standing is not Standing.LEFT else 0
    return Tally(by_standing, without_mail)


def _trail(top: Node | None, by_id: Mapping[int, Node]) -> tuple[Node, ...]:
    found: list[Node] = []
    while top is not None:
        found.insert(0, top)
        top = by_id.get(top.parent_id) if top.parent_id is not None else None
    return tuple(found)
