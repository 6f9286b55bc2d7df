"""The exact bytes of texts and manifests by their hash, for receipts and exports of the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import literal, literal_column, null, select, union_all
from sqlalchemy.orm import Session

from advocacy.audit.documents import Called, Titled
from advocacy.charter.models import Document, Draft, DraftText, Text, Version


def content(session: Session, sha256: str) -> bytes | None:
    """The bytes of the text or the manifest with this hash, None if there is none. One query."""
    texts = select(Text.canonical.label("content")).where(Text.sha256 == sha256)
    manifests = select(Version.manifest_bytes.label("content")).where(Version.manifest == sha256)
    return session.execute(union_all(texts, manifests).limit(1)).scalar_one_or_none()


def titles(session: Session, hashes: Collection[str]) -> Mapping[str, Titled]:
    """What the texts and manifests among these hashes are called. One query."""
    texts = select(Text.sha256.label("sha256"), Text.title.label("title"), Text.language.label("language"))
    manifests = select(
        Version.manifest.label("sha256"),
        (Document.slug + literal(" (manifest)")).label("title"),
        null().label("language"),
    ).join(Document, Document.id == Version.document_id)
    both: Any = union_all(texts.where(Text.sha256.in_(hashes)), manifests.where(Version.manifest.in_(hashes)))
    return {
        row.sha256: Titled(row.title, getattr(row.language, "value", row.language))
        for row in session.execute(both)
    }


def called(session: Session, names: Collection[str], language: str) -> Called:
    """The titles of these documents' versions in `language`, by slug and number; by slug and None the newest.

    A version that is still a draft is called as it is now. One query.
    """
    drafts: Any = (
        select(literal_column("0").label("is_frozen"), Document.slug, Draft.number, DraftText.title)
        .join(Draft, Draft.document_id == Document.id)
        .join(DraftText, DraftText.draft_id == Draft.id)
        .where(Document.slug.in_(names), DraftText.language == language, DraftText.title != "")
    )
    texts: Any = (
        select(literal_column("1"), Document.slug, Version.number, Text.title)
        .join(Version, Version.document_id == Document.id)
        .join(Text, Text.version_id == Version.id)
        .where(Document.slug.in_(names), Text.language == language)
    )
    found: dict[tuple[str, int | None], str] = {}
    for row in session.execute(union_all(drafts, texts).order_by("is_frozen", "number")):
        found[row.slug, row.number] = found[row.slug, None] = row.title
    return found
