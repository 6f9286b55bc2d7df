"""What is wrong with a people file, by line and column, and what only deserves a second look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# A file with more faults than this needs another export, not a longer list; all of them are counted.
MOST_PROBLEMS_KEPT = 1_000


class Severity(StrEnum):
    """An error stops the import; a warning is shown before it is applied."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `line` is None for the file as a whole; `column` is the header in the file.

    `value` is what stands there, safe to show; `sentence` is English with named gaps that `values` fill.
    """

    line: int | None
    column: str
    value: str
    sentence: str
    values: Mapping[str, object]
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return self.sentence % self.values


@dataclass(slots=True)
class ProblemList:
    """Problems as they are found: all counted, the first ones of each severity kept."""

    counts: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    kept: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Count a problem, and keep it while there is room."""
        self.counts[problem.severity] += 1
        if self.counts[problem.severity] <= MOST_PROBLEMS_KEPT:
            self.kept.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add several problems."""
        for problem in problems:
            self.add(problem)

    def in_order(self) -> tuple[Problem, ...]:
        """Return those kept: the file as a whole first, then by line."""
        return tuple(sorted(self.kept, key=lambda problem: problem.line or 0))
