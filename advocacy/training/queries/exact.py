"""The exact bytes of modules' texts and manifests by their hash, for receipts and exports of the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import literal, literal_column, null, select, union_all
from sqlalchemy.orm import Session

from advocacy.audit.documents import Called, Titled, short_name
from advocacy.training.models import Module, ModuleDraft, ModuleDraftText, ModuleText, ModuleVersion

_PREFIX = short_name("module", "")


def content(session: Session, sha256: str) -> bytes | None:
    """The bytes of the text or the manifest with this hash, None if there is none. One query."""
    texts = select(ModuleText.canonical.label("content")).where(ModuleText.sha256 == sha256)
    manifests = select(ModuleVersion.manifest_bytes.label("content")).where(ModuleVersion.manifest == sha256)
    return session.execute(union_all(texts, manifests).limit(1)).scalar_one_or_none()


def titles(session: Session, hashes: Collection[str]) -> Mapping[str, Titled]:
    """What the texts and manifests among these hashes are called. One query."""
    texts = select(
        ModuleText.sha256.label("sha256"),
        ModuleText.title.label("title"),
        ModuleText.language.label("language"),
    )
    manifests = select(
        ModuleVersion.manifest.label("sha256"),
        (Module.slug + literal(" (manifest)")).label("title"),
        null().label("language"),
    ).join(Module, Module.id == ModuleVersion.module_id)
    both: Any = union_all(
        texts.where(ModuleText.sha256.in_(hashes)), manifests.where(ModuleVersion.manifest.in_(hashes))
    )
    return {
        row.sha256: Titled(row.title, getattr(row.language, "value", row.language))
        for row in session.execute(both)
    }


def called(session: Session, names: Collection[str], language: str) -> Called:
    """The titles of these modules' versions in `language`, by name and number; by name and None the newest.

    A version that is still a draft is called as it is now. One query, none for names of no module.
    """
    slugs = [name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)]
    if not slugs:
        return {}
    drafts: Any = (
        select(literal_column("0").label("is_frozen"), Module.slug, ModuleDraft.number, ModuleDraftText.title)
        .join(ModuleDraft, ModuleDraft.module_id == Module.id)
        .join(ModuleDraftText, ModuleDraftText.draft_id == ModuleDraft.id)
        .where(Module.slug.in_(slugs), ModuleDraftText.language == language, ModuleDraftText.title != "")
    )
    texts: Any = (
        select(literal_column("1"), Module.slug, ModuleVersion.number, ModuleText.title)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .join(ModuleText, ModuleText.version_id == ModuleVersion.id)
        .where(Module.slug.in_(slugs), ModuleText.language == language)
    )
    found: dict[tuple[str, int | None], str] = {}
    both: Any = union_all(drafts, texts).order_by("is_frozen", "number")
    for row in session.execute(both):
        name = short_name("module", row.slug)
        found[name, row.number] = found[name, None] = row.title
    return found
