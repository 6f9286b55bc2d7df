"""The exact bytes of revisions by their hash, for exports of the ledger; what contents are called."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import String, exists, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from advocacy.audit.documents import Called, Titles, short_name
from advocacy.library.models import ContentText, Revision, RevisionText
from advocacy.numbers import LARGEST_KEY
from advocacy.people.rules import Language

_PREFIX = short_name("content_id", "")


def content(session: Session, sha256: str) -> bytes | None:
    """The bytes of the revision with this hash, None if there is none. One query."""
    return session.scalar(select(Revision.canonical).where(Revision.sha256 == sha256).limit(1))


def titles(hashes: Collection[str]) -> Titles:
    """Selects what the revisions among these hashes are called, in French where they are."""
    french = aliased(RevisionText)
    in_french = exists().where(french.revision_id == Revision.id, french.language == Language.FRENCH)
    found = select(
        Revision.sha256.label("sha256"),
        RevisionText.title.label("title"),
        type_coerce(RevisionText.language, String).label("language"),
    ).join(RevisionText, RevisionText.revision_id == Revision.id)
    best = or_(RevisionText.language == Language.FRENCH, ~in_french)
    return (found.where(Revision.sha256.in_(hashes), best),)


def called(session: Session, names: Collection[str], language: str) -> Called:
    """The titles of these contents as they are now, in `language` else the other one. One query, none for
    names of no content."""
    numbers = [name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)]
    ids = [int(number) for number in numbers if number.isdecimal() and int(number) <= LARGEST_KEY]
    if not ids:
        return {}
    rows = session.execute(
        select(ContentText.content_id, ContentText.language, ContentText.title).where(
            ContentText.content_id.in_(ids), ContentText.title != ""
        )
    )
    found: dict[tuple[str, int | None], str] = {}
    for row in rows:
        name = short_name("content_id", row.content_id)
        if (name, None) not in found or row.language.value == language:
            found[name, None] = row.title
    return found
