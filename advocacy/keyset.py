"""Long lists, a page at a time: a page begins behind a row, or ends before one.

Unlike an OFFSET this costs the same on every page, and a row that is added meanwhile shifts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Row, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

R = TypeVar("R")
S = TypeVar("S")
E = TypeVar("E")

Line = Row[*tuple[Any, ...]]
"""A row whose columns its statement names."""

Order = Sequence[ColumnElement[Any]]
"""The columns of the order; the last one tells any two rows apart."""


@dataclass(frozen=True)
class Window(Generic[R]):
    """The rows of one page, in the order of the list, and whether the list goes on before and behind them."""

    rows: list[R]
    goes_before: bool
    goes_on: bool

    def edges(self, of: Callable[[R], E]) -> tuple[E | None, E | None]:
        """From where the page before and the next one are asked for: `of` the first and the last row."""
        if not self.rows:
            return None, None
        return (of(self.rows[0]) if self.goes_before else None, of(self.rows[-1]) if self.goes_on else None)

    def map(self, made: Callable[[R], S]) -> Window[S]:
        """The same page of what `made` makes of each row."""
        return Window([made(row) for row in self.rows], self.goes_before, self.goes_on)


def window(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    order: Order,
    *,
    size: int,
    after: Sequence[Any] | None = None,
    before: Sequence[Any] | None = None,
    descending: bool = False,
    values: Mapping[str, Any] | None = None,
) -> Window[Line]:
    """The page behind the row whose columns of `order` are `after`, or before that of `before`. One query.

    With neither, the first page; `before` counts when both are given. A key that is NULL gives no row.
    `values` are those of the statement's own parameters.
    """
    backwards = before is not None
    edge = before if backwards else after
    down = descending is not backwards
    if edge is not None:
        key, bound = tuple_(*order), tuple_(*edge)
        statement = statement.where(key < bound if down else key > bound)
    ordered = statement.order_by(*((column.desc() for column in order) if down else order))
    found = list(session.execute(ordered.limit(size + 1), values))
    more, rows = len(found) > size, found[:size]
    if backwards:
        return Window(rows[::-1], goes_before=more, goes_on=True)
    return Window(rows, goes_before=after is not None, goes_on=more)


def latest_first(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    number: InstrumentedAttribute[int],
    *,
    size: int,
    older_than: int | None = None,
    newer_than: int | None = None,
) -> Window[Line]:
    """A page of a list whose unique `number` grows, greatest first: below one number or above another."""
    return window(
        session,
        statement,
        (number.expression,),
        size=size,
        after=None if older_than is None else (older_than,),
        before=None if newer_than is None else (newer_than,),
        descending=True,
    )
