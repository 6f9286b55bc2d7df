"""Templates to begin from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.library.models import ContentTemplate
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in

MOST = 200


@dataclass(frozen=True)
class TemplateLine:
    """One template as lists show it."""

    id: int
    name: str
    by: str
    at: datetime


def templates(session: Session) -> Sequence[TemplateLine]:
    """All that are offered, by name, at most 200. One query."""
    rows = session.execute(
        select(ContentTemplate.id, ContentTemplate.name, *name_columns(Person, "by"), ContentTemplate.at)
        .outerjoin(Person, Person.id == ContentTemplate.by_id)
        .where(ContentTemplate.retired_at.is_(None))
        .order_by(ContentTemplate.name, ContentTemplate.id)
        .limit(MOST)
    )
    return [TemplateLine(row.id, row.name, name_in(row, "by"), row.at) for row in rows]
