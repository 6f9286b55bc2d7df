"""The exact bytes of texts and manifests by their hash, for receipts and exports of the ledger."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import String, cast, literal, literal_column, null, select, type_coerce, union_all
from sqlalchemy.orm import Session

from advocacy.audit.documents import Called, Titles
from advocacy.charter.queries.tables import CHARTER, WritingTables


def content(session: Session, sha256: str, tables: WritingTables = CHARTER) -> bytes | None:
    """The bytes of the text or the manifest with this hash, None if there is none. One query."""
    text, version = tables.text, tables.version
    texts = select(text.canonical.label("content")).where(text.sha256 == sha256)
    manifests = select(version.manifest_bytes.label("content")).where(version.manifest == sha256)
    found: bytes | None = session.execute(union_all(texts, manifests).limit(1)).scalar_one_or_none()
    return found


def titles(hashes: Collection[str], tables: WritingTables = CHARTER) -> Titles:
    """Selects what the texts and manifests among these hashes are called."""
    text, version, named = tables.text, tables.version, tables.named
    texts = select(
        text.sha256.label("sha256"),
        text.title.label("title"),
        type_coerce(text.language, String).label("language"),
    )
    manifests = select(
        version.manifest.label("sha256"),
        (named.slug + literal(" (manifest)")).label("title"),
        cast(null(), String).label("language"),
    ).join(named, named.id == tables.version_of)
    return texts.where(text.sha256.in_(hashes)), manifests.where(version.manifest.in_(hashes))


def called(
    session: Session, names: Collection[str], language: str, tables: WritingTables = CHARTER
) -> Called:
    """The titles in `language` of the versions of what has these short names, by short name and number; by
    short name and None the newest.

    A version that is still a draft is called as it is now. One query.
    """
    named, draft, typed = tables.named, tables.draft, tables.draft_text
    version, text = tables.version, tables.text
    drafts: Any = (
        select(literal_column("0").label("is_frozen"), named.slug, draft.number, typed.title)
        .join(draft, tables.draft_of == named.id)
        .join(typed, typed.draft_id == draft.id)
        .where(named.slug.in_(names), typed.language == language, typed.title != "")
    )
    texts: Any = (
        select(literal_column("1"), named.slug, version.number, text.title)
        .join(version, tables.version_of == named.id)
        .join(text, text.version_id == version.id)
        .where(named.slug.in_(names), text.language == language)
    )
    found: dict[tuple[str, int | None], str] = {}
    for row in session.execute(union_all(drafts, texts).order_by("is_frozen", "number")):
        found[row.slug, row.number] = found[row.slug, None] = row.title
    return found
