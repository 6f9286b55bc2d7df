"""Who may own a network, an official account or an objective: whoever holds a role of the library."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from advocacy.errors import Refused
from advocacy.people.models import Person, RoleGrant
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.queries.dated import holds_on
from advocacy.roles import Role

MOST = 500
"""Far more people than work on content."""

EDITORS = (Role.EDITOR, Role.APPROVER)
APPROVERS = (Role.APPROVER,)


def owners(session: Session, roles: Collection[Role], *, day: date) -> Sequence[tuple[int, str]]:
    """(id, name) of everybody with one of these roles on `day`, by name, at most 500. One query."""
    rows = session.execute(_holders(roles, day).order_by(Person.sort_key, Person.id).limit(MOST))
    return [(row.id, name_in(row, "person")) for row in rows]


def check_owner(session: Session, person_id: int | None, roles: Collection[Role], *, day: date) -> None:
    """Raise Refused unless the person holds one of these roles on `day`; nobody is fine. One query."""
    if person_id is None:
        return
    if session.execute(_holders(roles, day).where(Person.id == person_id)).one_or_none() is None:
        raise Refused("This person does not work on content any more. Choose somebody else.")


def _holders(roles: Collection[Role], day: date) -> Select[*tuple[Any, ...]]:
    holds = exists().where(
        RoleGrant.person_id == Person.id, RoleGrant.role.in_(roles), holds_on(RoleGrant, day)
    )
    return select(Person.id, *name_columns(Person, "person")).where(
        holds, Person.erased_at.is_(None), Person.disabled.is_(False)
    )
