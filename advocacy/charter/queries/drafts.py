"""A draft as it stands: texts, settings, audience, what was handed in and decided, who wrote in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from advocacy.access import Actor, Can
from advocacy.charter.freezing import VersionParts, manifest_of
from advocacy.charter.models import (
    Document,
    Draft,
    DraftText,
    DraftWriter,
    Review,
    Submission,
    Version,
)
from advocacy.charter.queries.audience import lines_of_draft
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.drafting import DraftFacts, Stage, stage
from advocacy.charter.rules.texts import TextParts
from advocacy.charter.rules.words import Decision, Force, Weight
from advocacy.errors import NotVisible
from advocacy.people.models import Person
from advocacy.people.rules import Language


@dataclass(frozen=True)
class ReviewView:
    """What was last handed in, and what became of it."""

    submission_id: int
    manifest: str
    edition: int
    by_id: int
    by: str
    at: datetime
    decision: Decision | None
    weight: Weight | None
    note: str
    reviewer_id: int | None
    reviewer: str
    reviewed_at: datetime | None


@dataclass(frozen=True)
class DraftView:
    """A draft, whole. `version_id` is set once it is published."""

    id: int
    document_id: int
    slug: str
    number: int
    force: Force
    authoritative: Language
    days_to_acknowledge: int
    edition: int
    author_id: int | None
    author: str
    created_at: datetime
    edited_at: datetime
    discarded: bool
    version_id: int | None
    texts: Mapping[Language, TextParts]
    audience: tuple[AudienceLine, ...]
    writers: frozenset[int]
    review: ReviewView | None = None
    stage: Stage = field(init=False)

    def __post_init__(self) -> None:
        facts = DraftFacts(
            edition=self.edition,
            discarded=self.discarded,
            published=self.version_id is not None,
            submitted_edition=self.review.edition if self.review else None,
            decision=self.review.decision if self.review else None,
        )
        object.__setattr__(self, "stage", stage(facts))

    @property
    def parts(self) -> VersionParts:
        """All that is reviewed and published."""
        return VersionParts(
            document=self.slug,
            number=self.number,
            force=self.force,
            authoritative=self.authoritative,
            days_to_acknowledge=self.days_to_acknowledge,
            audience=self.audience,
            texts=self.texts,
        )

    @property
    def manifest(self) -> str:
        """The SHA-256 of exactly what the draft says now."""
        return manifest_of(self.parts)

    @property
    def title(self) -> str:
        """The title in the authoritative language, else in another, else the short name."""
        text = self.texts.get(self.authoritative) or next(iter(self.texts.values()), None)
        return (text.title if text else "") or self.slug


def draft(session: Session, draft_id: int, *, visible_to: Actor) -> DraftView:
    """The draft, whole; five queries. Raises NotVisible when there is none for this actor."""
    if not visible_to.can(Can.SEE_CHARTER_DRAFTS):
        raise NotVisible
    author = aliased(Person)
    row = session.execute(
        select(Draft, Document.slug, Version.id.label("version_id"), *_name(author, "author"))
        .join(Document, Document.id == Draft.document_id)
        .outerjoin(Version, Version.draft_id == Draft.id)
        .outerjoin(author, author.id == Draft.author_id)
        .where(Draft.id == draft_id)
        # Read afresh: a form in another tab may have saved since this session first met the row.
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotVisible
    return _view(session, row)


def _view(session: Session, row: Any) -> DraftView:
    found: Draft = row.Draft
    review = _review(session, found.id)
    writers = set(session.scalars(select(DraftWriter.person_id).where(DraftWriter.draft_id == found.id)))
    writers |= {found.author_id} if found.author_id is not None else set()
    writers |= {review.by_id} if review is not None else set()
    return DraftView(
        id=found.id,
        document_id=found.document_id,
        slug=row.slug,
        number=found.number,
        force=found.force,
        authoritative=found.authoritative,
        days_to_acknowledge=found.days_to_acknowledge,
        edition=found.edition,
        author_id=found.author_id,
        author=_full_name(row, "author"),
        created_at=found.created_at,
        edited_at=found.edited_at,
        discarded=found.discarded_at is not None,
        version_id=row.version_id,
        texts=_texts(session, found.id),
        audience=lines_of_draft(session, found.id),
        writers=frozenset(writers),
        review=review,
    )


def _texts(session: Session, draft_id: int) -> dict[Language, TextParts]:
    rows = session.execute(
        select(
            DraftText.language,
            DraftText.title,
            DraftText.statement,
            DraftText.change_note,
            DraftText.source,
            DraftText.summary,
        ).where(DraftText.draft_id == draft_id)
    )
    found = {row.language: TextParts(*row) for row in rows}
    return {language: found[language] for language in Language if language in found}


def _review(session: Session, draft_id: int) -> ReviewView | None:
    row = session.execute(_reviews().where(Submission.draft_id == draft_id).limit(1)).one_or_none()
    if row is None:
        return None
    return ReviewView(
        submission_id=row.id,
        manifest=row.manifest,
        edition=row.edition,
        by_id=row.by_id,
        by=_full_name(row, "by"),
        at=row.at,
        decision=row.decision,
        weight=row.weight,
        note=row.note or "",
        reviewer_id=row.reviewer_id,
        reviewer=_full_name(row, "reviewer"),
        reviewed_at=row.reviewed_at,
    )


def _reviews() -> Select[*tuple[Any, ...]]:
    submitter, reviewer = aliased(Person), aliased(Person)
    return (
        select(
            Submission.id,
            Submission.manifest,
            Submission.edition,
            Submission.by_id,
            Submission.at,
            Review.decision,
            Review.weight,
            Review.note,
            Review.by_id.label("reviewer_id"),
            Review.at.label("reviewed_at"),
            *_name(submitter, "by"),
            *_name(reviewer, "reviewer"),
        )
        .outerjoin(Review, Review.submission_id == Submission.id)
        .outerjoin(submitter, submitter.id == Submission.by_id)
        .outerjoin(reviewer, reviewer.id == Review.by_id)
        .order_by(Submission.id.desc())
    )


def _name(person: type[Person], label: str) -> tuple[Any, Any]:
    return person.given_name.label(f"{label}_given"), person.family_name.label(f"{label}_family")


def _full_name(row: Any, label: str) -> str:
    return f"{getattr(row, label + '_given') or ''} {getattr(row, label + '_family') or ''}".strip()
