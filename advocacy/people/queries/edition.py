"""The edition of what is known of people: a number that is higher after every change to them."""

from __future__ import annotations

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from advocacy.audit.models import EventRow
from advocacy.people.events import accounts, organisation, persons
from advocacy.people.imports.events import PeopleImported

_CHANGES = (
    persons.PersonAdded,
    persons.PersonChanged,
    persons.PersonPlaced,
    persons.PersonLeft,
    persons.PersonReturned,
    persons.RoleGranted,
    persons.RoleRevoked,
    accounts.PersonDisabled,
    accounts.PersonEnabled,
    organisation.EmployerAdded,
    organisation.EmployerChanged,
    organisation.SiteAdded,
    organisation.SiteChanged,
    organisation.DepartmentAdded,
    organisation.DepartmentRenamed,
    organisation.DepartmentMoved,
    organisation.DepartmentClosed,
    organisation.DepartmentReopened,
    PeopleImported,
)
"""The events after which the preview of an import may be wrong."""


def edition(session: Session) -> int:
    """How many events have changed people or places so far. The journal only grows, and so does this.

    It is counted over an index: 5,000 changes cost a millisecond, an import counts once.
    """
    names = [kind.name() for kind in _CHANGES]
    return int(session.scalar(select(func.count()).where(EventRow.name.in_(names))) or 0)


def hold_still(session: Session) -> None:
    """Let nobody else change people until this transaction ends.

    SQLite's write transaction does so by itself; on PostgreSQL the tables are locked against writers, and a
    transaction that was about to commit a change is waited for, so that `edition` counts it.
    """
    if session.get_bind().dialect.name == "postgresql":
        tables = "person, employment, placement, role_grant, employer, site, department"
        session.execute(text(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE"))
