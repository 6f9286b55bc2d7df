"""Arithmetic with days that SQLite and PostgreSQL spell differently."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

FAR = date(9999, 12, 31)
"""Stands for "no end" where ends are compared."""


class days_between(FunctionElement[int]):
    """`days_between(first, last)`: how many days after `first` the day `last` is."""

    type = Integer()
    inherit_cache = True


class plus_days(FunctionElement[date]):
    """`plus_days(day, number)`: the day `number` days after `day`."""

    type = Date()
    inherit_cache = True


class latest(FunctionElement[date]):
    """`latest(day, day, …)`: the latest of several days, none of which may be NULL."""

    type = Date()
    inherit_cache = True


class earliest(FunctionElement[date]):
    """`earliest(day, day, …)`: the earliest of several days, none of which may be NULL."""

    type = Date()
    inherit_cache = True


def day(value: date) -> ColumnElement[date]:
    """A day as a bound value that keeps its type on both databases."""
    return literal(value, Date())


@compiles(days_between)
def _days_between(element: days_between, compiler: SQLCompiler, **kw: Any) -> str:
    first, last = (compiler.process(part, **kw) for part in element.clauses)
    return f"(CAST({last} AS DATE) - CAST({first} AS DATE))"


@compiles(days_between, "sqlite")
def _days_between_sqlite(element: days_between, compiler: SQLCompiler, **kw: Any) -> str:
    first, last = (compiler.process(part, **kw) for part in element.clauses)
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


@compiles(plus_days)
def _plus_days(element: plus_days, compiler: SQLCompiler, **kw: Any) -> str:
    start, number = (compiler.process(part, **kw) for part in element.clauses)
    return f"(CAST({start} AS DATE) + CAST({number} AS INTEGER))"


@compiles(plus_days, "sqlite")
def _plus_days_sqlite(element: plus_days, compiler: SQLCompiler, **kw: Any) -> str:
    start, number = (compiler.process(part, **kw) for part in element.clauses)
    return f"date({start}, ({number}) || ' days')"


@compiles(latest)
def _latest(element: latest, compiler: SQLCompiler, **kw: Any) -> str:
    return f"greatest({compiler.process(element.clauses, **kw)})"


@compiles(latest, "sqlite")
def _latest_sqlite(element: latest, compiler: SQLCompiler, **kw: Any) -> str:
    return f"max({compiler.process(element.clauses, **kw)})"


@compiles(earliest)
def _earliest(element: earliest, compiler: SQLCompiler, **kw: Any) -> str:
    return f"least({compiler.process(element.clauses, **kw)})"


@compiles(earliest, "sqlite")
def _earliest_sqlite(element: earliest, compiler: SQLCompiler, **kw: Any) -> str:
    return f"min({compiler.process(element.clauses, **kw)})"
