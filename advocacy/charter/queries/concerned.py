"""Since when people are concerned by what is asked: dated rows cut with the audience's windows, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, false, func, or_, select, union_all
from sqlalchemy.orm import aliased

from advocacy.charter.queries.days import FAR, day, earliest, latest
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.versions import Asked, Window
from advocacy.people.models import Department, Employment, Person, Placement, RoleGrant
from advocacy.people.models.dated import Dated
from advocacy.people.rules import Kind
from advocacy.roles import Role

Rows = Select[*tuple[Any, ...]]
"""A select of several columns."""

People = Collection[int] | Select[int] | None
"""Whom to look at: ids, a select of ids, or None for everyone."""


def concerned_since(asked: Asked, on: date, people: People, *, name: str) -> CTE:
    """Rows (person_id, since, until) of who was concerned up to `on`: `since` begins the last unbroken run.

    They are concerned on `on` itself when `until` lies after it. `name` tells the CTEs of a statement apart.
    """
    spans = _spans(asked, on, people).subquery(f"{name}_spans")
    reached = func.max(spans.c.back).over(
        partition_by=spans.c.person_id, order_by=(spans.c.first, spans.c.back), rows=(None, -1)
    )
    runs = (
        select(spans.c.person_id, spans.c.first, spans.c.back, reached.label("reached"))
        .where(spans.c.first < spans.c.back, spans.c.first <= day(on))
        .subquery(f"{name}_runs")
    )
    begins = or_(runs.c.reached.is_(None), runs.c.first > runs.c.reached)
    return (
        select(
            runs.c.person_id,
            func.max(case((begins, runs.c.first))).label("since"),
            func.max(runs.c.back).label("until"),
        )
        .group_by(runs.c.person_id)
        .cte(f"{name}_concerned")
    )


def among(column: Any, people: People) -> list[ColumnElement[bool]]:
    """The condition that keeps `column` among `people`: none for everyone."""
    return [] if people is None else [column.in_(people)]


def _spans(asked: Asked, on: date, people: People) -> Any:
    """The days on which somebody was employed and in a line: one SELECT per window and shape of line."""
    selects = [part for window in asked.windows for part in _of_window(window, on, people)]
    if not selects:
        nobody = select(
            Employment.person_id, Employment.valid_from.label("first"), Employment.valid_to.label("back")
        )
        return nobody.where(false())
    return selects[0] if len(selects) == 1 else union_all(*selects)


def _of_window(window: Window, on: date, people: People) -> Iterable[Rows]:
    if window.lines is None:
        yield _span(window, on, people, [], [], [])
        return
    shapes: dict[tuple[bool, Role | None], list[AudienceLine]] = {}
    for line in window.lines:
        placed = line.site_id is not None or line.department_id is not None
        shapes.setdefault((placed, line.role), []).append(line)
    for (placed, role), lines in shapes.items():
        rows: list[Any] = []
        conditions = [or_(*(_in_line(line) for line in lines))]
        if placed:
            rows.append(Placement)
            conditions.append(Placement.person_id == Employment.person_id)
        held, holding = _role(role)
        yield _span(window, on, people, [*rows, *held], conditions, holding)


def _span(
    window: Window,
    on: date,
    people: People,
    rows: list[Any],
    conditions: list[ColumnElement[bool]],
    holding: list[ColumnElement[bool]],
) -> Rows:
    """The days that the window, the employment and the further dated `rows` have in common."""
    dated = [Employment, *rows]
    firsts = [day(window.first), *(row.valid_from for row in dated)]
    backs = [day(window.back or FAR), *(func.coalesce(row.valid_to, day(FAR)) for row in dated)]
    known = [condition for row in dated for condition in _known(row, on)]
    return (
        select(Employment.person_id, latest(*firsts).label("first"), earliest(*backs).label("back"))
        .join(Person, and_(Person.id == Employment.person_id, Person.kind != Kind.SERVICE))
        .where(*known, *conditions, *holding, *among(Employment.person_id, people))
    )


def _known(row: type[Dated], on: date) -> list[ColumnElement[bool]]:
    return [row.retired_at.is_(None), row.valid_from <= on]


def _in_line(line: AudienceLine) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = []
    if line.employer_id is not None:
        parts.append(Employment.employer_id == line.employer_id)
    if line.site_id is not None:
        parts.append(Placement.site_id == line.site_id)
    if line.department_id is not None:
        top, below = aliased(Department), aliased(Department)
        subtree = (
            select(below.id).join(top, below.path.startswith(top.path)).where(top.id == line.department_id)
        )
        parts.append(Placement.department_id.in_(subtree))
    return and_(*parts) if parts else Employment.person_id.is_not(None)


def _role(role: Role | None) -> tuple[list[Any], list[ColumnElement[bool]]]:
    """The dated rows a role comes from, and what they must fulfil; three roles follow from other facts."""
    if role is None:
        return [], []
    if role is Role.EMPLOYEE:
        return [], [Person.kind == Kind.EMPLOYEE]
    if role is Role.EXTERNAL:
        return [], [Person.kind == Kind.EXTERNAL]
    if role is Role.MANAGER:
        managed = aliased(Placement)
        return [managed], [managed.manager_id == Employment.person_id, Person.kind == Kind.EMPLOYEE]
    return [RoleGrant], [RoleGrant.person_id == Employment.person_id, RoleGrant.role == role]
