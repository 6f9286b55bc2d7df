"""A draft as it stands: texts, settings, audience, what was handed in and decided, who wrote in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, ScalarSelect, Select, String, cast, func, null, select, union_all
from sqlalchemy.orm import Session, aliased

from advocacy.access import Actor, Can
from advocacy.charter.freezing import VersionParts, manifest_of
from advocacy.charter.models import (
    Document,
    Draft,
    DraftAudience,
    DraftText,
    DraftWriter,
    Review,
    Submission,
    Version,
)
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.drafting import DraftFacts, Stage, stage
from advocacy.charter.rules.texts import TextParts
from advocacy.charter.rules.words import Decision, Force, Weight
from advocacy.errors import NotVisible
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language
from advocacy.quizzes.terms import Terms


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
    terms: Terms
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
            terms=self.terms,
        )

    @property
    def manifest(self) -> str:
        """The SHA-256 of exactly what the draft says now."""
        return manifest_of(self.parts)

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles typed so far, by language."""
        return {language.value: text.title for language, text in self.texts.items() if text.title}

    def title_in(self, language: str) -> str:
        """The title in `language`, else in the authoritative one, else in any, else the short name."""
        found = self.titles
        known = found.get(language) or found.get(self.authoritative.value)
        return known or next(iter(found.values()), self.slug)


def draft(session: Session, draft_id: int, *, visible_to: Actor) -> DraftView:
    """The draft, whole; two queries. Raises NotVisible when there is none for this actor."""
    if not visible_to.can(Can.SEE_CHARTER_DRAFTS):
        raise NotVisible
    # Read afresh: a form in another tab may have saved since this session first met the row.
    statement = _drafts().where(Draft.id == draft_id).execution_options(populate_existing=True)
    rows = session.execute(statement).all()
    if not rows:
        raise NotVisible
    return _view(session, rows)


def _last_submission() -> ScalarSelect[int | None]:
    """The id of the last time a draft was handed in: beside each Draft of the statement that uses it."""
    found = select(func.max(Submission.id)).where(Submission.draft_id == Draft.id)
    return found.correlate(Draft).scalar_subquery()


def _drafts() -> Select[*tuple[Any, ...]]:
    """One row per language; the last submission and its review beside each."""
    author, submitter, reviewer = aliased(Person), aliased(Person), aliased(Person)
    return (
        select(
            Draft,
            Document.slug,
            Version.id.label("version_id"),
            DraftText,
            Submission,
            Review,
            *name_columns(author, "author"),
            *name_columns(submitter, "by"),
            *name_columns(reviewer, "reviewer"),
        )
        .join(Document, Document.id == Draft.document_id)
        .outerjoin(Version, Version.draft_id == Draft.id)
        .outerjoin(DraftText, DraftText.draft_id == Draft.id)
        .outerjoin(Submission, Submission.id == _last_submission())
        .outerjoin(Review, Review.submission_id == Submission.id)
        .outerjoin(author, author.id == Draft.author_id)
        .outerjoin(submitter, submitter.id == Submission.by_id)
        .outerjoin(reviewer, reviewer.id == Review.by_id)
    )


def _view(session: Session, rows: Sequence[Any]) -> DraftView:
    row = rows[0]
    found: Draft = row.Draft
    audience, writers = _lines_and_writers(session, found.id)
    writers |= {found.author_id} if found.author_id is not None else set()
    writers |= {row.Submission.by_id} if row.Submission is not None else set()
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
        author=name_in(row, "author"),
        created_at=found.created_at,
        edited_at=found.edited_at,
        discarded=found.discarded_at is not None,
        version_id=row.version_id,
        texts=_texts(rows),
        audience=audience,
        writers=frozenset(writers),
        terms=Terms(found.pass_mark, found.attempts),
        review=review_of(row),
    )


def _texts(rows: Sequence[Any]) -> dict[Language, TextParts]:
    found = {row.DraftText.language: row.DraftText for row in rows if row.DraftText is not None}
    return {
        language: TextParts(
            language=language,
            title=found[language].title,
            statement=found[language].statement,
            change_note=found[language].change_note,
            source=found[language].source,
            summary=found[language].summary,
            quiz=found[language].quiz,
        )
        for language in Language
        if language in found
    }


def _lines_and_writers(session: Session, draft_id: int) -> tuple[tuple[AudienceLine, ...], set[int]]:
    """The audience in the order it was given, and who saved something. One query."""
    no_number = cast(null(), Integer)  # PostgreSQL wants to know the type of a NULL in a UNION
    lines = select(
        DraftAudience.id.label("line_id"),
        DraftAudience.employer_id.label("employer_id"),
        DraftAudience.site_id.label("site_id"),
        DraftAudience.department_id.label("department_id"),
        DraftAudience.role.label("role"),
        no_number.label("person_id"),
    ).where(DraftAudience.draft_id == draft_id)
    writers = select(
        no_number,
        no_number,
        no_number,
        no_number,
        cast(null(), String),
        DraftWriter.person_id,
    ).where(DraftWriter.draft_id == draft_id)
    both: Any = union_all(lines, writers)
    rows = session.execute(both).all()
    given = sorted((row for row in rows if row.person_id is None), key=lambda row: row.line_id)
    return (
        tuple(AudienceLine(row.employer_id, row.site_id, row.department_id, row.role) for row in given),
        {row.person_id for row in rows if row.person_id is not None},
    )


def review_of(row: Any) -> ReviewView | None:
    """The last submission of a draft and its review: beside them the names `by` and `reviewer`."""
    if row.Submission is None:
        return None
    handed_in: Submission = row.Submission
    decided: Review | None = row.Review
    return ReviewView(
        submission_id=handed_in.id,
        manifest=handed_in.manifest,
        edition=handed_in.edition,
        by_id=handed_in.by_id,
        by=name_in(row, "by"),
        at=handed_in.at,
        decision=decided.decision if decided else None,
        weight=decided.weight if decided else None,
        note=decided.note if decided else "",
        reviewer_id=decided.by_id if decided else None,
        reviewer=name_in(row, "reviewer"),
    )
