"""Recalls as those see them who passed the content on, or come to its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.library.models import ContentRecall, LiveContent, RecallWords, RevisionText
from advocacy.people.rules import Language
from advocacy.relay.models import RecallNotice, Share

MOST_SHOWN = 5


@dataclass(frozen=True)
class RecallTold:
    """A recall as it is told: what it was about, why, and which content may be passed on instead (None: no
    other, or it cannot be passed on now)."""

    id: int
    content_id: int
    title: str
    reason_fr: str
    reason_en: str
    correction_id: int | None
    at: datetime

    def reason(self, language: str) -> str:
        """Why, in `language`."""
        return self.reason_fr if language == "fr" else self.reason_en


def untold(session: Session, person_id: int, *, at: datetime, language: Language) -> Sequence[RecallTold]:
    """The recalls a person was told of by mail and has not put aside, the latest first. One query."""
    statement = _told(at, language).join(RecallNotice, RecallNotice.recall_id == ContentRecall.id)
    mine = and_(RecallNotice.person_id == person_id, RecallNotice.seen_at.is_(None))
    rows = session.execute(statement.where(mine).order_by(ContentRecall.id.desc()).limit(MOST_SHOWN))
    return [_of(row) for row in rows]


def recall_told(session: Session, content_id: int, *, at: datetime, language: Language) -> RecallTold:
    """The recall of a content. Raises NotVisible when it was not recalled. One query."""
    row = session.execute(_told(at, language).where(ContentRecall.content_id == content_id)).one_or_none()
    if row is None:
        raise NotVisible
    return _of(row)


def to_tell(session: Session, recall_id: int, *, most: int) -> Sequence[int]:
    """Who opened or declared a share of what was recalled and was not told yet, by id. One query."""
    told = select(RecallNotice.person_id).where(RecallNotice.recall_id == recall_id)
    statement = (
        select(Share.person_id)
        .join(ContentRecall, ContentRecall.content_id == Share.content_id)
        .where(ContentRecall.id == recall_id, Share.person_id.not_in(told))
        .distinct()
        .order_by(Share.person_id)
        .limit(most)
    )
    return session.scalars(statement).all()


def _told(at: datetime, language: Language) -> Select[*tuple[Any, ...]]:
    mine, other = aliased(RevisionText, name="mine"), aliased(RevisionText, name="other")
    correction = aliased(LiveContent, name="correction")
    can_be_passed_on = and_(
        correction.content_id == RecallWords.correction_id,
        correction.opens_at <= at,
        or_(correction.closes_at.is_(None), correction.closes_at > at),
    )
    return (
        select(
            ContentRecall.id,
            ContentRecall.content_id,
            func.coalesce(mine.title, other.title, "").label("title"),
            RecallWords.reason_fr,
            RecallWords.reason_en,
            correction.content_id.label("correction_id"),
            ContentRecall.at,
        )
        .join(RecallWords, RecallWords.recall_id == ContentRecall.id)
        .outerjoin(mine, and_(mine.revision_id == ContentRecall.revision_id, mine.language == language))
        .outerjoin(other, and_(other.revision_id == ContentRecall.revision_id, other.language != language))
        .outerjoin(correction, can_be_passed_on)
    )


def _of(row: Any) -> RecallTold:
    return RecallTold(
        id=row.id,
        content_id=row.content_id,
        title=row.title,
        reason_fr=row.reason_fr,
        reason_en=row.reason_en,
        correction_id=row.correction_id,
        at=row.at,
    )
