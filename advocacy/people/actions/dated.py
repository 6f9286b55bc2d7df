"""Writing dated rows: retire one, write what remains of it."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import inspect

from advocacy.people.models.dated import Dated
from advocacy.people.rules.spans import Span
from advocacy.work import Work

_ANEW = {"id", "valid_from", "valid_to", "recorded_at", "retired_at"}


def write(work: Work, row: type[Dated], span: Span, **values: Any) -> None:
    """Add a row of this kind that holds on these days."""
    made = cast(Any, row)(valid_from=span.valid_from, valid_to=span.valid_to, recorded_at=work.now, **values)
    work.session.add(made)
    work.session.flush()


def retire(work: Work, row: Dated, kept: Span | None = None) -> None:
    """Let a row count no longer; `kept` are the days on which what it says still holds."""
    row.retired_at = work.now
    work.session.flush()
    if kept is not None:
        columns = inspect(type(row)).columns.keys()
        write(work, type(row), kept, **{name: getattr(row, name) for name in columns if name not in _ANEW})
