"""Whom and which departments somebody sees in HR's pages: everyone, or some departments' people today."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from advocacy.hr.rules.tallies import Node
from advocacy.people.models import Department, Person
from advocacy.people.queries.directory import visible
from advocacy.roles import Actor, Can


def people_in_sight(actor: Actor, day: date, permission: Can = Can.SEE_HR) -> Select[int] | None:
    """A select of the ids of whom `actor` sees on `day`; None when that is everyone.

    Whoever moved to another department is seen from there, in the registers of past days too.
    """
    if actor.scope(permission) is None:
        return None
    return select(Person.id).where(visible(actor, permission, day))


def departments(session: Session, *, visible_to: Actor, permission: Can = Can.SEE_HR) -> tuple[Node, ...]:
    """The departments that `visible_to` sees, closed ones too, in the order of the tree. One query."""
    scope = visible_to.scope(permission)
    rows = session.execute(
        select(Department.id, Department.parent_id, Department.name, Department.path).order_by(
            Department.sort_key, Department.id
        )
    ).all()
    parts: dict[int | None, list[Row[*tuple[Any, ...]]]] = {}
    for row in rows:
        parts.setdefault(row.parent_id, []).append(row)
    found: list[Node] = []
    waiting = list(reversed(parts.get(None, [])))
    while waiting:
        row = waiting.pop()
        if scope is None or row.id in scope:
            found.append(Node(row.id, row.parent_id, row.name, row.path))
        waiting.extend(reversed(parts.get(row.id, [])))
    return tuple(found)
