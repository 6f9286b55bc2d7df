"""The exact bytes of modules' texts and manifests by their hash, for receipts and exports of the ledger."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from advocacy.audit.documents import Called, Titles, short_name
from advocacy.charter.queries import exact
from advocacy.training.queries.tables import TRAINING

_PREFIX = short_name("module", "")


def content(session: Session, sha256: str) -> bytes | None:
    """The bytes of the text or the manifest with this hash, None if there is none. One query."""
    return exact.content(session, sha256, TRAINING)


def titles(hashes: Collection[str]) -> Titles:
    """Selects what the texts and manifests among these hashes are called."""
    return exact.titles(hashes, TRAINING)


def called(session: Session, names: Collection[str], language: str) -> Called:
    """The titles of these modules' versions in `language`, by name and number; by name and None the newest.

    A version that is still a draft is called as it is now. One query, none for names of no module.
    """
    slugs = [name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)]
    if not slugs:
        return {}
    found = exact.called(session, slugs, language, TRAINING)
    return {(short_name("module", slug), number): title for (slug, number), title in found.items()}
