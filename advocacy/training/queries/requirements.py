"""Requirements as a list: what is required of whom, with every name in words, the latest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session, aliased

from advocacy.keyset import Window, latest_first
from advocacy.people.models import Department
from advocacy.roles import Actor, Can
from advocacy.topics.models import Topic
from advocacy.training.models import Requirement, RequirementLine
from advocacy.training.queries.outlines import outlines
from advocacy.training.rules.requiring import Line, is_within
from advocacy.training.rules.states import Terms
from advocacy.training.rules.validity import ValidityRule

ROWS = 25


@dataclass(frozen=True)
class NamedLine:
    """A line of an audience with the names of its department or topic (by language)."""

    line: Line
    department: str | None = None
    topic: Mapping[str, str] | None = None


@dataclass(frozen=True)
class RequirementRow:
    """A requirement as lists show it. `may_end`: whether the reader may end it."""

    id: int
    module_id: int
    slug: str
    title: Mapping[str, str]
    terms: Terms
    begins_on: date
    ends_on: date | None
    lines: tuple[NamedLine, ...]
    may_end: bool

    def has_ended(self, day: date) -> bool:
        """Whether it binds nobody any more on `day`."""
        return self.ends_on is not None and self.ends_on <= day

    def has_begun(self, day: date) -> bool:
        """Whether it binds people on `day`, or did before."""
        return self.begins_on <= day


def listed(
    session: Session,
    *,
    visible_to: Actor,
    day: date,
    at: datetime,
    ended: bool = False,
    older_than: int | None = None,
) -> Window[RequirementRow]:
    """A page of the requirements that bind people on `day` or later, or of those that have `ended`.

    Whoever looks after some departments sees what binds people there. Three queries.
    """
    scope = visible_to.scope(Can.SET_REQUIREMENT)
    over = Requirement.ends_on <= day
    statement = select(Requirement).where(
        Requirement.retired_at.is_(None),
        over if ended else or_(Requirement.ends_on.is_(None), Requirement.ends_on > day),
        _concerns(scope),
    )
    found = latest_first(session, statement, Requirement.id, size=ROWS, older_than=older_than)
    rows = [row[0] for row in found.rows]
    lines = _lines(session, [row.id for row in rows])
    known = outlines(session, {row.module_id for row in rows}, at=at)

    def made(line: Any) -> RequirementRow:
        row: Requirement = line[0]
        mine = lines.get(row.id, ())
        outline = known[row.module_id]
        return RequirementRow(
            id=row.id,
            module_id=row.module_id,
            slug=outline.slug,
            title=outline.title,
            terms=Terms(ValidityRule(row.validity, row.months, row.month), row.days, row.grace_days),
            begins_on=row.begins_on,
            ends_on=row.ends_on,
            lines=tuple(mine),
            may_end=is_within([one.line for one in mine], scope),
        )

    return found.map(made)


def _concerns(scope: frozenset[int] | None) -> ColumnElement[bool]:
    """Whether a requirement may bind people of these departments: everyone, a role, a topic, or a place."""
    if scope is None:
        return true()
    line, top, below = aliased(RequirementLine), aliased(Department), aliased(Department)
    around = (
        select(top.id)
        .join(below, below.path.startswith(top.path))
        .where(below.id.in_(sorted(scope)))
        .scalar_subquery()
    )
    of_it = select(line.id).where(line.requirement_id == Requirement.id).correlate(Requirement)
    meets = of_it.where(or_(line.department_id.is_(None), line.department_id.in_(around)))
    return or_(~of_it.exists(), meets.exists())


def _lines(session: Session, ids: list[int]) -> Mapping[int, list[NamedLine]]:
    rows = session.execute(
        select(RequirementLine, Department.name, Topic.name_fr, Topic.name_en)
        .outerjoin(Department, Department.id == RequirementLine.department_id)
        .outerjoin(Topic, Topic.id == RequirementLine.topic_id)
        .where(RequirementLine.requirement_id.in_(ids))
        .order_by(RequirementLine.id)
    )
    found: dict[int, list[NamedLine]] = defaultdict(list)
    for line, department, name_fr, name_en in rows:
        topic = {"fr": name_fr, "en": name_en} if name_fr is not None else None
        found[line.requirement_id].append(
            NamedLine(Line(line.department_id, line.role, line.topic_id), department, topic)
        )
    return found
