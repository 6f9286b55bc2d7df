"""The version in force before a draft: what the draft is compared with, and started from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from advocacy.charter.freezing import VersionParts
from advocacy.charter.models import Document, Text, Version, Withdrawal
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.rules.reviewing import ReviewFacts, must_be_material
from advocacy.charter.rules.texts import TextParts
from advocacy.charter.rules.words import Force
from advocacy.people.rules import Language
from advocacy.quizzes.terms import Terms


@dataclass(frozen=True)
class Previous:
    """A published version to start from or to compare with."""

    id: int
    slug: str
    number: int
    force: Force
    authoritative: Language
    days_to_acknowledge: int
    texts: Mapping[Language, TextParts]
    terms: Terms

    @property
    def parts(self) -> VersionParts:
        """What travels as a folder; the audience stays, since its ids mean nothing elsewhere."""
        return VersionParts(
            document=self.slug,
            number=self.number,
            force=self.force,
            authoritative=self.authoritative,
            days_to_acknowledge=self.days_to_acknowledge,
            audience=(),
            texts=self.texts,
            terms=self.terms,
        )


def previous(session: Session, document_id: int, *, at: datetime) -> Previous | None:
    """The version of the document in force at `at`, with its texts; None when there is none. One query."""
    newest = (
        select(func.max(Version.number))
        .outerjoin(Withdrawal, and_(Withdrawal.version_id == Version.id, Withdrawal.at <= at))
        .where(Version.document_id == document_id, Version.live_at <= at, Withdrawal.version_id.is_(None))
        .scalar_subquery()
    )
    return _read(session, Version.document_id == document_id, Version.number == newest)


def given_version(session: Session, version_id: int) -> Previous | None:
    """One published version with its texts, in force or not; None when there is none. One query."""
    return _read(session, Version.id == version_id)


def version_by_slug(session: Session, slug: str, number: int | None, *, at: datetime) -> VersionParts | None:
    """The parts of a published version of the document `slug`: that number, else the one in force at `at`."""
    document_id = session.scalar(select(Document.id).where(Document.slug == slug))
    if document_id is None:
        return None
    if number is None:
        found = previous(session, document_id, at=at)
    else:
        found = _read(session, Version.document_id == document_id, Version.number == number)
    return found.parts if found is not None else None


def review_facts(session: Session, draft: DraftView, *, at: datetime) -> ReviewFacts:
    """What a decision on `draft` is made of. One query."""
    return review_facts_of(draft, previous(session, draft.document_id, at=at))


def review_facts_of(draft: DraftView, before: Previous | None) -> ReviewFacts:
    """The same, when the version in force is at hand."""
    return ReviewFacts(
        stage=draft.stage,
        writers=draft.writers,
        manifest=draft.manifest,
        submitted=draft.review.manifest if draft.review else None,
        must_be_material=must_be_material(force=draft.force, force_before=before.force if before else None),
    )


def _read(session: Session, *conditions: ColumnElement[bool]) -> Previous | None:
    statement = (
        select(Version, Document.slug, Text)
        .join(Document, Document.id == Version.document_id)
        .join(Text, Text.version_id == Version.id)
    )
    rows = session.execute(statement.where(*conditions)).all()
    if not rows:
        return None
    version: Version = rows[0].Version
    found = {
        row.Text.language: TextParts(
            language=row.Text.language,
            title=row.Text.title,
            statement=row.Text.statement,
            change_note=row.Text.change_note,
            source=row.Text.source,
            summary=row.Text.summary,
            quiz=row.Text.quiz,
        )
        for row in rows
    }
    return Previous(
        id=version.id,
        slug=rows[0].slug,
        number=version.number,
        force=version.force,
        authoritative=version.authoritative,
        days_to_acknowledge=version.days_to_acknowledge,
        texts={language: found[language] for language in Language if language in found},
        terms=Terms(version.pass_mark, version.attempts),
    )
