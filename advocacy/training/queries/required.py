"""Which modules are required, of whom and on which terms: the requirements of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from advocacy.people.models import Person
from advocacy.training.models import Module, Requirement, RequirementLine
from advocacy.training.queries.outlines import Outline, read_outlines, with_outlines
from advocacy.training.rules.requiring import Line
from advocacy.training.rules.states import Terms
from advocacy.training.rules.validity import ValidityRule

Rows = Select[*tuple[Any, ...]]

People = Collection[int] | Select[int] | None
"""Whom to look at: ids, a select of ids, or None for everyone."""

CANDIDATE = 0
"""The id of a requirement that is not written yet."""


@dataclass(frozen=True)
class Required:
    """A requirement: its module, its terms, the days it holds, and its audience (no line: everyone)."""

    id: int
    module_id: int
    terms: Terms
    begins_on: date
    ends_on: date | None = None
    lines: tuple[Line, ...] = ()


def whom(people: People) -> Select[int] | None:
    """The people as a select: their ids stand in a statement once, however often it asks for them."""
    if people is None or isinstance(people, Select):
        return people
    asked = select(Person.id).where(Person.id.in_(people)).cte("asked")
    return select(asked.c.id)


def requirements(
    session: Session, *, at: datetime, day: date, modules: Collection[int] | None = None
) -> list[Required]:
    """The requirements that hold on `day`, of modules not retired at `at`, by id. One query."""
    statement = requirements_on(day, at)
    if modules is not None:
        statement = statement.where(Requirement.module_id.in_(modules))
    return read_requirements(session.execute(statement))


def requirements_and_modules(
    session: Session, *, at: datetime, day: date, modules: Collection[int] | None = None
) -> tuple[list[Required], Mapping[int, Outline]]:
    """The requirements that hold on `day` with the outlines of their modules as of `at`. One query."""
    statement = requirements_on(day, at)
    if modules is not None:
        statement = statement.where(Requirement.module_id.in_(modules))
    rows = session.execute(with_outlines(statement, at)).all()
    lines = dict.fromkeys((row.Requirement, row.RequirementLine) for row in rows)
    return read_requirements(lines), read_outlines(rows)


def requirements_and_all_modules(
    session: Session, *, at: datetime, day: date
) -> tuple[list[Required], Mapping[int, Outline]]:
    """The requirements that hold on `day`, with the outlines of all modules as of `at`, required or not. One
    query."""
    statement = (
        select(Requirement, RequirementLine)
        .select_from(Module)
        .outerjoin(Requirement, and_(Requirement.module_id == Module.id, *_holding(day, at)))
        .outerjoin(RequirementLine, RequirementLine.requirement_id == Requirement.id)
        .order_by(Requirement.id, RequirementLine.id)
    )
    rows = session.execute(with_outlines(statement, at)).all()
    lines = dict.fromkeys((row.Requirement, row.RequirementLine) for row in rows if row.Requirement)
    return read_requirements(lines), read_outlines(rows)


def requirements_on(day: date, at: datetime) -> Select[*tuple[Any, ...]]:
    """The same as rows (Requirement, RequirementLine or None), joined with Module."""
    return (
        select(Requirement, RequirementLine)
        .join(Module, Module.id == Requirement.module_id)
        .outerjoin(RequirementLine, RequirementLine.requirement_id == Requirement.id)
        .where(*_holding(day, at))
        .order_by(Requirement.id, RequirementLine.id)
    )


def _holding(day: date, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Requirement.retired_at.is_(None),
        Requirement.begins_on <= day,
        or_(Requirement.ends_on.is_(None), Requirement.ends_on > day),
        or_(Module.retired_at.is_(None), Module.retired_at > at),
    )


def read_requirements(rows: Iterable[Any]) -> list[Required]:
    """Requirements out of rows (Requirement, RequirementLine or None), one per line."""
    found: dict[int, tuple[Requirement, list[Line]]] = {}
    for requirement, line in rows:
        lines = found.setdefault(requirement.id, (requirement, []))[1]
        if line is not None:
            lines.append(Line(line.department_id, line.role, line.topic_id))
    return [_required(requirement, lines) for requirement, lines in found.values()]


def _required(requirement: Requirement, lines: Sequence[Line]) -> Required:
    return Required(
        id=requirement.id,
        module_id=requirement.module_id,
        terms=Terms(
            ValidityRule(requirement.validity, requirement.months, requirement.month),
            requirement.days,
            requirement.grace_days,
        ),
        begins_on=requirement.begins_on,
        ends_on=requirement.ends_on,
        lines=tuple(lines),
    )
