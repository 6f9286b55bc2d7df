"""Pages of a long list: forwards and backwards, in both orders, nothing twice and nothing left out."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select, union_all

from advocacy.db import db
from advocacy.keyset import Line, Window, window


def page(grades: list[int], **edge: Any) -> Window[Line]:
    """A page of rows with these grades, numbered as they come."""
    numbered = [
        select(literal(grade).label("grade"), literal(number).label("number"))
        for number, grade in enumerate(grades)
    ]
    rows = union_all(*numbered).subquery()
    statement = select(rows.c.grade, rows.c.number)
    return window(db.session(), statement, (rows.c.grade, rows.c.number), **edge)


def key(row: Line) -> tuple[int, int]:
    return row.grade, row.number


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grades=st.lists(st.integers(0, 3), min_size=1, max_size=12),
    size=st.integers(1, 5),
    descending=st.booleans(),
)
def test_walking_there_and_back_meets_every_row_once(
    app: Flask, grades: list[int], size: int, descending: bool
) -> None:
    expected = sorted(((grade, number) for number, grade in enumerate(grades)), reverse=descending)
    there = [page(grades, size=size, descending=descending)]
    while (edge := there[-1].edges(key)[1]) is not None:
        there.append(page(grades, size=size, descending=descending, after=edge))
    assert [key(row) for one in there for row in one.rows] == expected
    assert not there[0].goes_before
    back = [there[-1]]
    while (edge := back[-1].edges(key)[0]) is not None:
        back.append(page(grades, size=size, descending=descending, before=edge))
    assert [key(row) for one in reversed(back) for row in one.rows] == expected


@pytest.mark.parametrize("edge", [{"after": (9, 9)}, {"before": (-1, 0)}])
def test_a_page_without_rows_has_no_edges(app: Flask, edge: dict[str, tuple[int, int]]) -> None:
    found = page([1, 2], size=3, **edge)
    assert found.rows == []
    assert found.edges(key) == (None, None)
