"""Counting the queries of a block, so that a test can say how many a page may take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

_NOT_QUERIES = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA", "EXPLAIN")


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """The statements that any engine executes meanwhile, as a list that grows; transactions do not count.

    with count_queries() as statements:
        client.get("/")
    assert len(statements) <= 10, "\\n\\n".join(statements)
    """
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, _many: bool) -> None:
        if not statement.lstrip().upper().startswith(_NOT_QUERIES):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
