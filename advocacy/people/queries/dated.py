"""Conditions on dated rows, in one place."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from advocacy.people.models.dated import Dated


def holds_on(row: type[Dated], day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Whether a dated row holds on `day`, as known now."""
    return and_(
        row.retired_at.is_(None),
        row.valid_from <= day,
        or_(row.valid_to.is_(None), row.valid_to > day),
    )
