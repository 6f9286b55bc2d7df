"""Open drafts in a list: those neither published nor discarded, and where each stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.charter.queries.tables import WritingTables
from advocacy.charter.rules.drafting import DraftFacts, Stage, stage
from advocacy.people.rules import Language


@dataclass(frozen=True)
class DraftLine:
    """An open draft in a list."""

    id: int
    number: int
    title: str
    stage: Stage
    edited_at: datetime


def open_drafts(
    session: Session, tables: WritingTables, of: Collection[int], language: Language
) -> dict[int, DraftLine]:
    """The open draft of each of these documents or modules that has one, titled in `language`. One query."""
    draft, text, submission = tables.draft, tables.draft_text, tables.submission
    last = select(func.max(submission.id)).where(submission.draft_id == draft.id)
    statement = (
        select(
            tables.draft_of.label("of"),
            draft.id,
            draft.number,
            draft.edition,
            draft.edited_at,
            text.title,
            submission.edition.label("submitted_edition"),
            tables.review.decision,
        )
        .outerjoin(tables.version, tables.version.draft_id == draft.id)
        .outerjoin(text, and_(text.draft_id == draft.id, text.language == language))
        .outerjoin(submission, submission.id == last.correlate(draft).scalar_subquery())
        .outerjoin(tables.review, tables.review.submission_id == submission.id)
        .where(draft.discarded_at.is_(None), tables.version.id.is_(None), tables.draft_of.in_(of))
        .order_by(draft.id)
    )
    return {row.of: _line(row) for row in session.execute(statement)}


def _line(row: Any) -> DraftLine:
    facts = DraftFacts(row.edition, submitted_edition=row.submitted_edition, decision=row.decision)
    return DraftLine(row.id, row.number, row.title or "", stage(facts), row.edited_at)


def to_review(tables: WritingTables, person_id: int | None) -> Select[int]:
    """The drafts that wait for this person's review: handed in as they are by somebody else, undecided."""
    draft, submission = tables.draft, tables.submission
    later = aliased(submission)
    return (
        select(draft.id)
        .select_from(submission)
        .join(draft, draft.id == submission.draft_id)
        .where(
            draft.discarded_at.is_(None),
            draft.edition == submission.edition,
            draft.author_id.is_distinct_from(person_id),  # nobody wrote what comes along with the portal
            submission.by_id != person_id,
            ~exists().where(tables.version.draft_id == draft.id),
            ~exists().where(tables.review.submission_id == submission.id),
            ~exists().where(later.draft_id == submission.draft_id, later.id > submission.id),
        )
    )
