"""What editors and approvers told each other about a content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.library.models import ContentComment, Revision
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in

MOST = 50
"""The latest ones; before them nobody reads on."""


@dataclass(frozen=True)
class CommentLine:
    """One comment, and the number of the revision that was the latest when it was written."""

    at: datetime
    by: str
    text: str
    number: int | None


def comments(session: Session, content_id: int) -> list[CommentLine]:
    """The latest comments, the latest first, at most 50. One query."""
    rows = session.execute(
        select(ContentComment.at, ContentComment.text, Revision.number, *name_columns(Person, "by"))
        .select_from(ContentComment)
        .join(Person, Person.id == ContentComment.by_id)
        .outerjoin(Revision, Revision.id == ContentComment.revision_id)
        .where(ContentComment.content_id == content_id)
        .order_by(ContentComment.id.desc())
        .limit(MOST)
    )
    return [CommentLine(row.at, name_in(row, "by"), row.text, row.number) for row in rows]
