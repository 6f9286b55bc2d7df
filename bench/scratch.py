"""Where measurements happen: a temporary folder of their own, and a PostgreSQL of their own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.postgres import a_database, a_postgresql


@dataclass
class Scratch:
    """A place that is gone afterwards."""

    folder: Path
    short: bool
    engines: tuple[str, ...]
    processes: int | None = None
    """How many web processes serve; None for as many as the product starts by itself."""

    _stack: ExitStack = field(default_factory=ExitStack)
    _server: str = ""

    def new_folder(self, name: str) -> Path:
        """An empty folder."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))

    def database(self, engine: str) -> str:
        """The address of an empty database; empty for SQLite, which lies in the data folder."""
        if engine == "sqlite":
            return ""
        if not self._server:
            self._server = self._stack.enter_context(a_postgresql())
        return a_database(self._server)


@contextmanager
def scratch(
    *,
    short: bool = False,
    engines: tuple[str, ...] = ("sqlite", "postgresql"),
    processes: int | None = None,
) -> Iterator[Scratch]:
    """A place for measurements; what was started there ends, and what was written goes, with the block."""
    folder = Path(tempfile.mkdtemp(prefix="advocacy-bench-"))
    place = Scratch(folder, short, engines, processes)
    try:
        with place._stack:
            yield place
    finally:
        shutil.rmtree(folder, ignore_errors=True)
