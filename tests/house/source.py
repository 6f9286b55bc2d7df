"""The program's own source, read as text and as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "advocacy"

UNDERNEATH = ("audit", "jobs", "networks", "notices", "quizzes")
FEATURES = (
    "people",
    "topics",
    "charter",
    "training",
    "roster",
    "answers",
    "library",
    "relay",
    "desk",
    "insights",
    "hr",
    "privacy",
    "today",
)
COMPOSITION = ("", "features", "cli", "commands", "wsgi", "supervisor", "wiring", "demonstration", "__main__")
"""Modules that put the parts together: they may import from everywhere. The empty name is the package."""


@dataclass(frozen=True)
class Module:
    """One Python file of the package."""

    path: Path

    @property
    def name(self) -> str:
        """Its dotted name below `advocacy`, empty for the package itself."""
        parts = self.path.relative_to(PACKAGE).with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    @property
    def room(self) -> str:
        """The first part of the name: a feature, or a module of the house."""
        return self.name.split(".")[0]

    @cached_property
    def text(self) -> str:
        """The source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text)

    def imports(self) -> tuple[str, ...]:
        """The dotted name of everything imported, anywhere in the file."""
        return self._imports

    @cached_property
    def _imports(self) -> tuple[str, ...]:
        found: list[str] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        return tuple(found)

    def calls(self) -> Iterator[str]:
        """The last name of everything called: `session.commit()` gives `commit`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                target = node.func
                if isinstance(target, ast.Attribute):
                    yield target.attr
                elif isinstance(target, ast.Name):
                    yield target.id

    def is_kind(self, kind: str) -> bool:
        """Whether this is a feature's `kind.py`, or lies in its folder `kind/`."""
        return kind in self.name.split(".")[1:]


def modules() -> list[Module]:
    """Every module of the package."""
    return [Module(path) for path in sorted(PACKAGE.rglob("*.py")) if "_shipped" not in path.parts]


def templates() -> list[Path]:
    """Every template, as a path below `templates/`."""
    folder = ROOT / "templates"
    return [path.relative_to(folder) for path in sorted(folder.rglob("*.html"))]
