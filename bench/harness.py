"""The arithmetic of every measurement: product and anchor by turns, noisy rounds dropped, the median judged.

Absolute figures do not hold on shared machines. So each round of the product stands between two rounds of its
anchor, is compared with their mean, and is dropped when these two differ by more than 15 %.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

ROUNDS = 5
MOST_ROUNDS = 12
NOISE = 0.15


@dataclass(frozen=True)
class Bar:
    """What a ratio must be: at most, or at least, this much."""

    limit: float
    at_least: bool = False

    def holds(self, ratio: float) -> bool:
        """Whether a ratio is good enough."""
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}"


@dataclass(frozen=True)
class Line:
    """One line of the table. `quiet` is false when too few rounds were undisturbed to judge by."""

    case: str
    ours: str
    anchor: str
    ratio: float
    bar: Bar
    quiet: bool = True
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether it does not fall short: what was not measured (the ratio is no number) does not."""
        return math.isnan(self.ratio) or self.bar.holds(self.ratio)

    @property
    def verdict(self) -> str:
        """What is said of it."""
        if math.isnan(self.ratio):
            return "not measured"
        said = "holds" if self.holds else "falls short"
        return said if self.quiet else f"{said}, but the machine was too busy to tell"


@dataclass
class Rounds:
    """What was measured by turns."""

    all_ours: list[float] = field(default_factory=list)
    all_anchors: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    dropped: list[float] = field(default_factory=list)

    def add(self, before: float, ours: float, after: float) -> None:
        """Keep one round of the product between two of its anchor, or count it as dropped."""
        mean = (before + after) / 2
        self.all_ours.append(ours)
        self.all_anchors.append(mean)
        disturbed = abs(before - after) > NOISE * mean
        (self.dropped if disturbed else self.ratios).append(ours / mean)

    @property
    def quiet(self) -> bool:
        """Whether enough rounds were kept."""
        return len(self.ratios) >= ROUNDS

    @property
    def ratio(self) -> float:
        """The median of the kept rounds; of all when fewer than three were kept."""
        return median(self.ratios if len(self.ratios) > 2 else self.ratios + self.dropped)

    @property
    def middle(self) -> float:
        """What the product took, as the median of all rounds, disturbed or not."""
        return median(self.all_ours)

    @property
    def middle_anchor(self) -> float:
        """What the anchor took, likewise."""
        return median(self.all_anchors)

    @property
    def count(self) -> str:
        """How many rounds were kept, and of how many."""
        return f"{len(self.ratios)} of {len(self.ratios) + len(self.dropped)} rounds"


def by_turns(
    ours: Callable[[], float],
    anchor: Callable[[], float],
    *,
    rounds: int = ROUNDS,
    most: int = MOST_ROUNDS,
) -> Rounds:
    """Measure anchor, ours, anchor, ours … anchor, until `rounds` were undisturbed or `most` were tried."""
    kept = Rounds()
    before = anchor()
    while len(kept.ratios) < rounds and len(kept.ratios) + len(kept.dropped) < most:
        measured = ours()
        after = anchor()
        kept.add(before, measured, after)
        before = after
    return kept


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies. Raises ValueError when there are none."""
    if not values:
        raise ValueError("No values: no percentile.")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _ratio(line: Line) -> str:
    return "–" if math.isnan(line.ratio) else f"{line.ratio:.2f}"


def table(lines: Sequence[Line]) -> str:
    """The lines as a table for a terminal, their notes below it."""
    head = ("case", "ours", "anchor", "ratio", "bar", "verdict")
    rows = [head] + [
        (line.case, line.ours, line.anchor, _ratio(line), str(line.bar), line.verdict) for line in lines
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    drawn = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    drawn.insert(1, "  ".join("-" * width for width in widths))
    notes = [f"{line.case}: {line.note}" for line in lines if line.note]
    return "\n".join([row.rstrip() for row in drawn] + (["", *notes] if notes else []))
