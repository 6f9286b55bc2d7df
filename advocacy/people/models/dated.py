"""Dated rows: what was true of a person from one day to another, and when we came to know it.

`valid_from` is the first day, `valid_to` the first day on which it no longer holds (None: still holds).
A correction never edits a row's days away: it retires the row (`retired_at`) and adds another, so that
"as of that day" and "as known on that day" can both be answered. Shortening an open row does the same.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from advocacy.db import BigId, Model, by_value
from advocacy.roles import Role


class Dated:
    """The columns of every dated row."""

    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    recorded_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    @declared_attr
    def person_id(cls) -> Mapped[int]:
        """Whose row it is."""
        return mapped_column(ForeignKey("person.id"))


def _ends_after_it_begins() -> CheckConstraint:
    return CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="ends_after_it_begins")


class Employment(Dated, Model):
    """Working for an employer (or, for an external person, with it), from hiring to leaving."""

    __tablename__ = "employment"
    __table_args__ = (
        Index("ix_employment_person_id_valid_from", "person_id", "valid_from"),
        _ends_after_it_begins(),
    )

    id: Mapped[BigId]
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)


class Placement(Dated, Model):
    """Where somebody works and who manages them. The employer is repeated here so that one row answers."""

    __tablename__ = "placement"
    __table_args__ = (
        Index("ix_placement_person_id_valid_from", "person_id", "valid_from"),
        Index("ix_placement_department_id_valid_from", "department_id", "valid_from"),
        Index("ix_placement_manager_id_valid_from", "manager_id", "valid_from"),
        _ends_after_it_begins(),
        CheckConstraint("manager_id IS NULL OR manager_id <> person_id", name="nobody_manages_themselves"),
    )

    id: Mapped[BigId]
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Absence(Dated, Model):
    """Days on which somebody is not there. It has no reason, on purpose."""

    __tablename__ = "absence"
    __table_args__ = (
        Index("ix_absence_person_id_valid_from", "person_id", "valid_from"),
        _ends_after_it_begins(),
    )

    id: Mapped[BigId]


class RoleGrant(Dated, Model):
    """A role given to somebody, everywhere or in one department and below."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index("ix_role_grant_person_id_valid_from", "person_id", "valid_from"),
        _ends_after_it_begins(),
    )

    id: Mapped[BigId]
    role: Mapped[Role] = mapped_column(by_value(Role))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
