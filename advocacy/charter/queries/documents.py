"""Documents with their versions and open draft, as those who write them see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.access import Actor, Can
from advocacy.charter.models import Document, Text, Version
from advocacy.charter.queries.open_drafts import DraftLine, open_drafts
from advocacy.charter.queries.tables import CHARTER
from advocacy.charter.queries.versions import facts_of_document
from advocacy.charter.rules.versions import VersionFacts, VersionState, in_force, state
from advocacy.errors import NotVisible
from advocacy.people.rules import Language

MOST_DOCUMENTS = 100


@dataclass(frozen=True)
class VersionLine:
    """A published version in a list."""

    id: int
    number: int
    title: str
    state: VersionState
    cancelled: bool
    facts: VersionFacts


@dataclass(frozen=True)
class DocumentView:
    """A document: its open draft, and its versions, latest first."""

    id: int
    slug: str
    title: str
    open_draft: DraftLine | None
    versions: tuple[VersionLine, ...]
    in_force: VersionLine | None
    scheduled: VersionLine | None


@dataclass(frozen=True)
class DocumentLine:
    """A document in the overview."""

    id: int
    slug: str
    title: str
    versions: int
    open_draft: DraftLine | None


def documents(session: Session, *, visible_to: Actor, language: Language) -> tuple[DocumentLine, ...]:
    """The documents, the oldest first, at most 100. Two queries. Raises NotVisible for strangers to them."""
    _check(visible_to)
    title = (
        select(Text.title)
        .join(Version, Version.id == Text.version_id)
        .where(Version.document_id == Document.id, Text.language == language)
        .order_by(Version.number.desc())
        .limit(1)
        .correlate(Document)
        .scalar_subquery()
    )
    published = (
        select(func.count())
        .select_from(Version)
        .where(Version.document_id == Document.id)
        .correlate(Document)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Document.id, Document.slug, title.label("title"), published.label("versions"))
        .order_by(Document.id)
        .limit(MOST_DOCUMENTS)
    ).all()
    drafts = open_drafts(session, CHARTER, [row.id for row in rows], language)
    return tuple(
        DocumentLine(
            id=row.id,
            slug=row.slug,
            title=row.title or (drafts[row.id].title if row.id in drafts else "") or row.slug,
            versions=row.versions or 0,
            open_draft=drafts.get(row.id),
        )
        for row in rows
    )


def document(
    session: Session, slug: str, *, visible_to: Actor, language: Language, now: datetime, zone: str
) -> DocumentView:
    """One document, whole. Three queries. Raises NotVisible when there is none for this actor."""
    _check(visible_to)
    found = session.execute(select(Document.id, Document.slug).where(Document.slug == slug)).one_or_none()
    if found is None:
        raise NotVisible
    draft = open_drafts(session, CHARTER, [found.id], language).get(found.id)
    facts = facts_of_document(session, found.id, zone=zone)
    versions = tuple(_line(version, facts, language, now) for version in reversed(facts))
    current = in_force(facts, now)
    scheduled = next((line for line in versions if line.state is VersionState.SCHEDULED), None)
    shown = next((line for line in versions if current and line.id == current.id), None)
    newest = shown or next(iter(versions), None)
    return DocumentView(
        id=found.id,
        slug=found.slug,
        title=(newest.title if newest else "") or (draft.title if draft else "") or found.slug,
        open_draft=draft,
        versions=versions,
        in_force=shown,
        scheduled=scheduled,
    )


def _check(actor: Actor) -> None:
    if not actor.can(Can.SEE_CHARTER_DRAFTS):
        raise NotVisible


def _line(
    version: VersionFacts, facts: Sequence[VersionFacts], language: Language, now: datetime
) -> VersionLine:
    withdrawn = version.withdrawn_at
    return VersionLine(
        id=version.id,
        number=version.number,
        title=version.title.get(language.value, "") or version.slug,
        state=state(version, facts, now),
        cancelled=withdrawn is not None and withdrawn < version.live_at,
        facts=version,
    )
