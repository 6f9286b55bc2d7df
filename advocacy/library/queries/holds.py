"""What holds a content back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.library.models import ContentHold
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in


@dataclass(frozen=True)
class HoldView:
    """A content is held back: since when, by whom, why."""

    at: datetime
    by: str
    reason: str


def hold_of(session: Session, content_id: int) -> HoldView | None:
    """What holds the content back now. One query."""
    row = session.execute(
        select(ContentHold.at, ContentHold.reason, *name_columns(Person, "by"))
        .select_from(ContentHold)
        .join(Person, Person.id == ContentHold.by_id)
        .where(ContentHold.content_id == content_id, ContentHold.released_at.is_(None))
    ).one_or_none()
    return HoldView(row.at, name_in(row, "by"), row.reason) if row else None
