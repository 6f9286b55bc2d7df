"""Which modules are required of whom: the requirements of a day, and the days on which they bind people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
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
from sqlalchemy.orm import Session, aliased

from advocacy.charter.queries.days import FAR, earliest, latest
from advocacy.charter.queries.days import day as a_day
from advocacy.charter.rules.standing import Days, concerned_since
from advocacy.clock import day_in
from advocacy.db import UtcDateTime, by_value
from advocacy.people.models import Absence, Department, Employment, Person, Placement, RoleGrant
from advocacy.people.rules import Kind
from advocacy.roles import Role
from advocacy.topics.models import Topic, TopicHolding
from advocacy.training.models import Module, Requirement, RequirementLine, Waiver
from advocacy.training.rules.requiring import Line
from advocacy.training.rules.states import Terms
from advocacy.training.rules.validity import ValidityRule

Rows = Select[*tuple[Any, ...]]

People = Collection[int] | Select[int] | None
"""Whom to look at: ids, a select of ids, or None for everyone."""

CANDIDATE = 0
"""The id of a requirement that is not written yet."""

_BOUND, _AWAY, _WAIVED = "bound", "away", "waived"
_ROLE = by_value(Role)


@dataclass(frozen=True)
class Required:
    """A requirement: its module, its terms, the days it holds, and its audience (no line: everyone)."""

    id: int
    module_id: int
    terms: Terms
    begins_on: date
    ends_on: date | None = None
    lines: tuple[Line, ...] = ()


@dataclass
class PersonDays:
    """The days of one person: bound by a requirement at large or through a topic, away, waived by module."""

    bound: dict[int, list[Days]] = field(default_factory=lambda: defaultdict(list))
    by_topic: dict[tuple[int, int], list[Days]] = field(default_factory=lambda: defaultdict(list))
    away: list[Days] = field(default_factory=list)
    waived: dict[int, list[Days]] = field(default_factory=lambda: defaultdict(list))

    def bound_since(self, requirement_id: int, day: date) -> date | None:
        """The first day of the unbroken run on which the requirement binds on `day`, in whatever way."""
        through = [
            span for (one, _), spans in self.by_topic.items() if one == requirement_id for span in spans
        ]
        return concerned_since([*self.bound.get(requirement_id, ()), *through], day)

    def is_bound_at_large(self, requirement_id: int, day: date) -> bool:
        """Whether the requirement binds on `day` by another line than a topic."""
        return concerned_since(self.bound.get(requirement_id, ()), day) is not None


def requirements(
    session: Session, *, at: datetime, day: date, modules: Collection[int] | None = None
) -> list[Required]:
    """The requirements that hold on `day`, of modules not retired at `at`, by id. One query."""
    statement = requirements_on(day, at)
    if modules is not None:
        statement = statement.where(Requirement.module_id.in_(modules))
    return read_requirements(session.execute(statement))


def requirements_on(day: date, at: datetime) -> Select[*tuple[Any, ...]]:
    """The same as rows (Requirement, RequirementLine or None), joined with Module."""
    return (
        select(Requirement, RequirementLine)
        .join(Module, Module.id == Requirement.module_id)
        .outerjoin(RequirementLine, RequirementLine.requirement_id == Requirement.id)
        .where(
            Requirement.retired_at.is_(None),
            Requirement.begins_on <= day,
            or_(Requirement.ends_on.is_(None), Requirement.ends_on > day),
            or_(Module.retired_at.is_(None), Module.retired_at > at),
        )
        .order_by(Requirement.id, RequirementLine.id)
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


def days_of_people(
    session: Session,
    required: Sequence[Required],
    *,
    at: datetime,
    zone: str,
    people: People = None,
) -> Mapping[int, PersonDays]:
    """Of everyone whom one of `required` binds or bound: on which days, and when they are away or waived.

    One query. `zone` is the installation's, in which dated rows hold.
    """
    day = day_in(at, zone)
    asked = whom(people)
    bound = spans(required, day, asked)
    about_whom = select(bound.c.person_id) if asked is None else asked
    about = [
        select(
            literal(_BOUND).label("what"),
            bound.c.requirement_id.label("reference"),
            bound.c.topic_id,
            bound.c.person_id,
            bound.c.first,
            bound.c.back,
            bound.c.from_at,
            bound.c.to_at,
        ),
        _away(about_whom),
        _waived(about_whom, {one.module_id for one in required}),
    ]
    found: dict[int, PersonDays] = defaultdict(PersonDays)
    for row in session.execute(union_all(*about)):
        _sort(found[row.person_id], row, at, zone)
    return found


def _sort(person: PersonDays, row: Any, at: datetime, zone: str) -> None:
    back = row.back if row.back is not None and row.back < FAR else None
    span = Days(row.first, back)
    if row.what == _AWAY:
        person.away.append(span)
    elif row.what == _WAIVED:
        person.waived[row.reference].append(span)
    elif row.topic_id is None:
        person.bound[row.reference].append(span)
    elif (held := _held(span, row, at, zone)) is not None:
        person.by_topic[row.reference, row.topic_id].append(held)


def _held(span: Days, row: Any, at: datetime, zone: str) -> Days | None:
    """The days of `span` on which the topic was held too, as of the instant `at`."""
    if row.from_at > at:
        return None
    first = max(span.first, day_in(row.from_at, zone))
    back = span.back
    if row.to_at is not None and row.to_at <= at:
        until = day_in(row.to_at, zone)
        back = until if back is None else min(back, until)
    return Days(first, back) if back is None or back > first else None


def whom(people: People) -> Select[int] | None:
    """The people as a select: their ids stand in a statement once, however often it asks for them."""
    if people is None or isinstance(people, Select):
        return people
    asked = select(Person.id).where(Person.id.in_(people)).cte("asked")
    return select(asked.c.id)


def spans(required: Sequence[Required], day: date, people: Select[int] | None) -> CTE:
    """Rows (requirement_id, module_id, topic_id, person_id, first, back, from_at, to_at), up to `day`.

    The days on which an employment, the requirement and a line of its audience hold together; of a topic's
    line also the instants between which the topic is held. The number of SELECTs is always the same.
    """
    lines = _lines(required)
    dated = [*_at_large(lines, day, people), _through_topics(lines, day, people)]
    return union_all(*dated).cte("bound")


def _lines(required: Sequence[Required]) -> CTE:
    """One row per line, stored or not; a requirement of everyone is one row that names nothing."""
    stored = [one.id for one in required if one.id != CANDIDATE]
    parts: list[Rows] = []
    if stored or not required:
        parts.append(
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
            .where(Requirement.id.in_(stored))
        )
    for one in required:
        if one.id == CANDIDATE:
            parts.extend(_as_row(one, line) for line in one.lines or (Line(),))
    return (parts[0] if len(parts) == 1 else union_all(*parts)).cte("required_line")


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


def _at_large(lines: CTE, day: date, people: Select[int] | None) -> Iterable[Rows]:
    """Everyone, departments, and roles: granted, or following from facts."""
    no_line = and_(lines.c.department_id.is_(None), lines.c.role.is_(None), lines.c.topic_id.is_(None))
    yield _span(lines, no_line, [], day, people)
    inside = _inside(lines)
    placed = (Placement, Placement.person_id == Employment.person_id)
    yield _span(inside, inside.c.inside_id == Placement.department_id, [placed], day, people)
    by_kind = or_(
        and_(lines.c.role == Role.EMPLOYEE, Person.kind == Kind.EMPLOYEE),
        and_(lines.c.role == Role.EXTERNAL, Person.kind == Kind.EXTERNAL),
    )
    yield _span(lines, by_kind, [], day, people)
    managed = aliased(Placement)
    managing = (managed, and_(managed.manager_id == Employment.person_id, Person.kind == Kind.EMPLOYEE))
    yield _span(lines, lines.c.role == Role.MANAGER, [managing], day, people)
    granted = (RoleGrant, RoleGrant.person_id == Employment.person_id)
    yield _span(lines, lines.c.role == RoleGrant.role, [granted], day, people)


def _inside(lines: CTE) -> CTE:
    """The lines that name a department, once for each department at or below it (`inside_id`)."""
    top, below = aliased(Department), aliased(Department)
    return (
        select(*lines.c, below.id.label("inside_id"))
        .join(top, top.id == lines.c.department_id)
        .join(below, below.path.startswith(top.path))
        .cte("inside")
    )


def _through_topics(lines: CTE, day: date, people: Select[int] | None) -> Rows:
    return _span(lines, lines.c.topic_id == TopicHolding.topic_id, [], day, people, through_topic=True)


def _span(
    lines: CTE,
    condition: ColumnElement[bool],
    rows: Sequence[tuple[Any, ColumnElement[bool]]],
    day: date,
    people: Select[int] | None,
    *,
    through_topic: bool = False,
) -> Rows:
    """The days that an employment, further dated `rows` and a line have in common."""
    dated = [Employment, *(row for row, _ in rows)]
    firsts = [lines.c.first, *(row.valid_from for row in dated)]
    backs = [lines.c.back, *(func.coalesce(row.valid_to, a_day(FAR)) for row in dated)]
    known = [part for row in dated for part in (row.retired_at.is_(None), row.valid_from <= day)]
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


def _away(people: Select[int]) -> Rows:
    return _days_of(_AWAY, literal(0, Integer()), Absence, Absence.valid_to).where(
        Absence.retired_at.is_(None), Absence.person_id.in_(people)
    )


def _waived(people: Select[int], modules: Collection[int]) -> Rows:
    return _days_of(_WAIVED, Waiver.module_id, Waiver, Waiver.until).where(
        Waiver.retired_at.is_(None), Waiver.module_id.in_(modules), Waiver.person_id.in_(people)
    )


def _days_of(what: str, reference: Any, row: Any, back: Any) -> Rows:
    never = cast(null(), UtcDateTime())
    return select(
        literal(what).label("what"),
        reference.label("reference"),
        cast(null(), Integer()).label("topic_id"),
        row.person_id,
        row.valid_from.label("first"),
        func.coalesce(back, a_day(FAR)).label("back"),
        never.label("from_at"),
        never.label("to_at"),
    )
