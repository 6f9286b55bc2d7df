"""On which days requirements bind people: dated rows of people cut with the days of requirements, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from advocacy.charter.queries.days import FAR, earliest, latest
from advocacy.charter.queries.days import day as a_day
from advocacy.db import UtcDateTime, by_value
from advocacy.people.models import Department, Employment, Person, Placement, RoleGrant
from advocacy.people.rules import Kind
from advocacy.roles import Role
from advocacy.topics.models import Topic, TopicHolding
from advocacy.training.models import Requirement, RequirementLine
from advocacy.training.queries.required import CANDIDATE, People, Required, Rows
from advocacy.training.rules.requiring import Line

_ROLE = by_value(Role)


AT: ColumnElement[datetime] = bindparam("at", type_=UtcDateTime())
DAY: ColumnElement[date] = bindparam("day", type_=Date())
"""The instant asked about, and its day in the installation's zone: statements are made once for all."""

_PEOPLE = bindparam("people", expanding=True, type_=Integer())
_REQUIRED = bindparam("required", expanding=True, type_=Integer())
_MODULES = bindparam("modules", expanding=True, type_=Integer())


def values_of(
    required: Sequence[Required], *, at: datetime, day: date, people: People, modules: Collection[int] = ()
) -> dict[str, Any]:
    """What the statements made of this module's parts are executed with. `people` may be a select."""
    return {
        "at": at,
        "day": day,
        "people": list(people) if isinstance(people, Collection) else [],
        "required": [one.id for one in required if one.id != CANDIDATE],
        "modules": list(modules or {one.module_id for one in required}),
    }


def those_asked() -> Select[int]:
    """The people whose ids a statement is executed with: they stand in it once, however often it asks."""
    asked = select(Person.id).where(Person.id.in_(_PEOPLE)).cte("asked")
    return select(asked.c.id)


def is_of_modules(column: Any) -> ColumnElement[bool]:
    """Whether `column` is among the modules that a statement is executed with."""
    found: ColumnElement[bool] = column.in_(_MODULES)
    return found


def spans(candidates: Sequence[Required], people: Select[int] | None) -> CTE:
    """Rows (requirement_id, module_id, topic_id, person_id, first, back, from_at, to_at), up to that day.

    The days on which an employment, the requirement and a line of its audience hold together; of a topic's
    line also the instants between which the topic is held. The requirements are those the statement is
    executed with, and `candidates` that are not written. The number of SELECTs is always the same.
    """
    lines = _lines(candidates)
    dated = [*_at_large(lines, people), _through_topics(lines, people)]
    return union_all(*dated).cte("bound")


def _lines(candidates: Sequence[Required]) -> CTE:
    """One row per line, stored or not; a requirement of everyone is one row that names nothing."""
    stored = (
        select(
            Requirement.id.label("requirement_id"),
            Requirement.module_id,
            Requirement.begins_on.label("first"),
            func.coalesce(Requirement.ends_on, a_day(FAR)).label("back"),
            RequirementLine.department_id,
            RequirementLine.role,
            RequirementLine.topic_id,
        )
        .outerjoin(RequirementLine, RequirementLine.requirement_id == Requirement.id)
        .where(Requirement.id.in_(_REQUIRED))
    )
    planned = [_as_row(one, line) for one in candidates for line in one.lines or (Line(),)]
    return (union_all(stored, *planned) if planned else stored).cte("required_line")


def _as_row(one: Required, line: Line) -> Rows:
    return select(
        literal(one.id, Integer()).label("requirement_id"),
        literal(one.module_id, Integer()).label("module_id"),
        a_day(one.begins_on).label("first"),
        a_day(one.ends_on or FAR).label("back"),
        cast(line.department_id, Integer()).label("department_id"),
        type_coerce(cast(line.role.value if line.role else None, String(32)), _ROLE).label("role"),
        cast(line.topic_id, Integer()).label("topic_id"),
    )


def _at_large(lines: CTE, people: Select[int] | None) -> Iterable[Rows]:
    """Everyone, departments, and roles: granted, or following from facts."""
    no_line = and_(lines.c.department_id.is_(None), lines.c.role.is_(None), lines.c.topic_id.is_(None))
    yield _span(lines, no_line, [], people)
    inside = _inside(lines)
    placed = (Placement, Placement.person_id == Employment.person_id)
    yield _span(inside, inside.c.inside_id == Placement.department_id, [placed], people)
    by_kind = or_(
        and_(lines.c.role == Role.EMPLOYEE, Person.kind == Kind.EMPLOYEE),
        and_(lines.c.role == Role.EXTERNAL, Person.kind == Kind.EXTERNAL),
    )
    yield _span(lines, by_kind, [], people)
    managed = aliased(Placement)
    managing = (managed, and_(managed.manager_id == Employment.person_id, Person.kind == Kind.EMPLOYEE))
    yield _span(lines, lines.c.role == Role.MANAGER, [managing], people)
    granted = (RoleGrant, RoleGrant.person_id == Employment.person_id)
    yield _span(lines, lines.c.role == RoleGrant.role, [granted], people)


def _inside(lines: CTE) -> CTE:
    """The lines that name a department, once for each department at or below it (`inside_id`)."""
    top, below = aliased(Department), aliased(Department)
    return (
        select(*lines.c, below.id.label("inside_id"))
        .join(top, top.id == lines.c.department_id)
        .join(below, below.path.startswith(top.path))
        .cte("inside")
    )


def _through_topics(lines: CTE, people: Select[int] | None) -> Rows:
    return _span(lines, lines.c.topic_id == TopicHolding.topic_id, [], people, through_topic=True)


def _span(
    lines: CTE,
    condition: ColumnElement[bool],
    rows: Sequence[tuple[Any, ColumnElement[bool]]],
    people: Select[int] | None,
    *,
    through_topic: bool = False,
) -> Rows:
    """The days that an employment, further dated `rows` and a line have in common."""
    dated = [Employment, *(row for row, _ in rows)]
    firsts = [lines.c.first, *(row.valid_from for row in dated)]
    backs = [lines.c.back, *(func.coalesce(row.valid_to, a_day(FAR)) for row in dated)]
    known = [part for row in dated for part in (row.retired_at.is_(None), row.valid_from <= DAY)]
    never = cast(null(), UtcDateTime())
    among = [] if people is None else [Employment.person_id.in_(people)]
    statement = (
        select(
            lines.c.requirement_id,
            lines.c.module_id,
            (lines.c.topic_id if through_topic else cast(null(), Integer())).label("topic_id"),
            Employment.person_id,
            latest(*firsts).label("first"),
            earliest(*backs).label("back"),
            (TopicHolding.from_at if through_topic else never).label("from_at"),
            (_held_to() if through_topic else never).label("to_at"),
        )
        .select_from(Employment)
        .join(Person, and_(Person.id == Employment.person_id, Person.kind != Kind.SERVICE))
        .where(*known, *among)
    )
    for row, joined in rows:
        statement = statement.join(row, joined)
    if through_topic:
        statement = statement.join(TopicHolding, TopicHolding.person_id == Employment.person_id)
        statement = statement.join(Topic, Topic.id == TopicHolding.topic_id)
    return statement.join(lines, condition)


def _held_to() -> ColumnElement[datetime]:
    """When a topic ceased to be held: when it was taken away, or when the topic itself was closed."""
    closed_first = or_(TopicHolding.to_at.is_(None), Topic.closed_at < TopicHolding.to_at)
    return case((and_(Topic.closed_at.is_not(None), closed_first), Topic.closed_at), else_=TopicHolding.to_at)
