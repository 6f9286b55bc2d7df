"""Recalls: what people saw last, why it was recalled, and what may be said instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from advocacy.library.models import ContentRecall, ContentReview, RecallWords, Revision
from advocacy.library.rules.words import Decision
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in


@dataclass(frozen=True)
class RecallView:
    """A recall with its words. `page` is where the content's links lead since, "" for the portal's own."""

    id: int
    content_id: int
    revision_id: int
    at: datetime
    by: str
    reason_fr: str
    reason_en: str
    correction_id: int | None
    page: str

    def reason(self, language: str) -> str:
        """Why, in `language`."""
        return self.reason_fr if language == "fr" else self.reason_en


def recall_of(session: Session, content_id: int) -> RecallView | None:
    """The recall of a content, None when it is not recalled. One query."""
    return _one(session, ContentRecall.content_id == content_id)


def recall(session: Session, recall_id: int) -> RecallView | None:
    """A recall by its own number. One query."""
    return _one(session, ContentRecall.id == recall_id)


def approved_of(session: Session, content_id: int) -> Row[int, int, str]:
    """The id, number and hash of the revision of a content that was approved last. One query."""
    statement = (
        select(Revision.id, Revision.number, Revision.sha256)
        .join(ContentReview, ContentReview.revision_id == Revision.id)
        .where(Revision.content_id == content_id, ContentReview.decision == Decision.APPROVED)
    )
    return session.execute(statement.order_by(Revision.id.desc()).limit(1)).one()


def _one(session: Session, which: Any) -> RecallView | None:
    row = session.execute(
        select(
            ContentRecall.id,
            ContentRecall.content_id,
            ContentRecall.revision_id,
            ContentRecall.at,
            *name_columns(Person, "by"),
            RecallWords.reason_fr,
            RecallWords.reason_en,
            RecallWords.correction_id,
            RecallWords.page,
        )
        .select_from(ContentRecall)
        .join(RecallWords, RecallWords.recall_id == ContentRecall.id)
        .outerjoin(Person, Person.id == ContentRecall.by_id)
        .where(which)
    ).one_or_none()
    if row is None:
        return None
    return RecallView(
        id=row.id,
        content_id=row.content_id,
        revision_id=row.revision_id,
        at=row.at,
        by=name_in(row, "by"),
        reason_fr=row.reason_fr,
        reason_en=row.reason_en,
        correction_id=row.correction_id,
        page=row.page,
    )
