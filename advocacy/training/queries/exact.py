"""The exact bytes of modules' texts and manifests by their hash, for receipts and exports of the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import literal, null, select, union_all
from sqlalchemy.orm import Session

from advocacy.audit.documents import Titled
from advocacy.training.models import Module, ModuleText, ModuleVersion


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
