"""How completions add up: by module and month, and along the tree of departments, one level at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from advocacy.hr.rules.tallies import Node
from advocacy.numbers import whole_number

FIRST_YEAR, LAST_YEAR = 1970, 9998


@dataclass(frozen=True)
class WantedYear:
    """What the page is asked for: a year, and perhaps one module (by its address) and one department."""

    year: int
    module: str = ""
    department_id: int | None = None

    def arguments(self) -> dict[str, str]:
        """The same as the arguments of an address."""
        found = {"year": str(self.year), "module": self.module}
        if self.department_id is not None:
            found["department"] = str(self.department_id)
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Sum:
    """So many completions, in so many minutes."""

    completions: int = 0
    minutes: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.completions + other.completions, self.minutes + other.minutes)

    @property
    def hours(self) -> float:
        """The minutes as hours."""
        return self.minutes / 60


@dataclass(frozen=True)
class ModuleYear:
    """One module in a year: completions of each month shown, and the sum of them."""

    module_id: int
    by_month: tuple[int, ...]
    total: Sum


@dataclass(frozen=True)
class Year:
    """All modules in a year. `months` are the first days of those begun by then."""

    months: tuple[date, ...]
    modules: tuple[ModuleYear, ...]
    by_month: tuple[int, ...]
    total: Sum


@dataclass(frozen=True)
class Part:
    """A department with all below it or, `alone`, what was completed in itself."""

    id: int
    name: str
    total: Sum
    has_parts: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Level:
    """One level of the tree: the departments above it, from the highest, and its parts."""

    trail: tuple[Node, ...]
    parts: tuple[Part, ...]


def read_year(arguments: Mapping[str, str], *, today: date) -> WantedYear:
    """What these arguments ask for; a year that is none is this one, an id that is none is one of nothing."""
    year = whole_number(arguments.get("year")) or today.year
    department = arguments.get("department", "").strip()
    return WantedYear(
        year if FIRST_YEAR <= year <= LAST_YEAR else today.year,
        arguments.get("module", "").strip()[:64],
        (whole_number(department) or 0) if department else None,
    )


def months_of(year: int, today: date) -> tuple[date, ...]:
    """The first days of the months of `year` that have begun on `today`; of a year to come, its January."""
    months = tuple(date(year, month, 1) for month in range(1, 13))
    return tuple(month for month in months if month <= today) or months[:1]


def add_up(rows: Iterable[tuple[int, date, Sum]], months: Sequence[date]) -> Year:
    """The year of these rows (module, month, sum), the module completed most first."""
    found: dict[int, dict[date, Sum]] = {}
    for module_id, month, counted in rows:
        found.setdefault(module_id, {})[month] = counted
    modules = [
        ModuleYear(
            module_id,
            tuple(by_month.get(month, Sum()).completions for month in months),
            sum(by_month.values(), Sum()),
        )
        for module_id, by_month in found.items()
    ]
    modules.sort(key=lambda one: (-one.total.completions, one.module_id))
    return Year(
        tuple(months),
        tuple(modules),
        tuple(sum(one.by_month[place] for one in modules) for place in range(len(months))),
        sum((one.total for one in modules), Sum()),
    )


def within(nodes: Iterable[Node], top_id: int) -> frozenset[int]:
    """The ids of a department and of all below it, among `nodes`; empty when it is not among them."""
    nodes = tuple(nodes)
    top = next((node for node in nodes if node.id == top_id), None)
    return frozenset(node.id for node in nodes if top is not None and node.path.startswith(top.path))


def level(nodes: Sequence[Node], sums: Mapping[int, Sum], top_id: int | None) -> Level | None:
    """The level below `top_id` (None: the highest). None when there is no such department among `nodes`.

    `sums` are what was completed in each department itself.
    """
    by_id = {node.id: node for node in nodes}
    top = by_id.get(top_id) if top_id is not None else None
    if top_id is not None and top is None:
        return None
    below = [node for node in nodes if _is_below(node, top, by_id)]
    with_parts = {node.parent_id for node in nodes}
    totals = _rolled_up(sums, by_id)
    parts = [Part(node.id, node.name, totals.get(node.id, Sum()), node.id in with_parts) for node in below]
    if top is not None and (top.id in sums or not below):
        parts.insert(0, Part(top.id, top.name, sums.get(top.id, Sum()), alone=bool(below)))
    trail = [] if top is None else [by_id[int(key)] for key in top.path.split("/") if _is_known(key, by_id)]
    return Level(tuple(trail), tuple(parts))


def _is_below(node: Node, top: Node | None, by_id: Mapping[int, Node]) -> bool:
    return node.parent_id not in by_id if top is None else node.parent_id == top.id


def _is_known(key: str, by_id: Mapping[int, Node]) -> bool:
    return bool(key) and int(key) in by_id


def _rolled_up(sums: Mapping[int, Sum], by_id: Mapping[int, Node]) -> dict[int, Sum]:
    found: dict[int, Sum] = {}
    for department_id, counted in sums.items():
        node = by_id.get(department_id)
        for key in node.path.split("/") if node else ():
            if _is_known(key, by_id):
                found[int(key)] = found.get(int(key), Sum()) + counted
    return found
