"""Files of content, by the hash that names them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.library.models import MediaFile
from advocacy.library.rules.media import ENDINGS
from advocacy.library.rules.words import MediaKind


@dataclass(frozen=True)
class FileFacts:
    """A file as it is given out."""

    id: int
    sha256: str
    kind: MediaKind
    type: str

    @property
    def name(self) -> str:
        """What it is called when it is saved: its number, and the ending of its kind."""
        return f"media-{self.id}.{ENDINGS[self.type]}"


def file_named(session: Session, sha256: str) -> FileFacts:
    """The file of this hash, for editors and approvers. Raises NotVisible when there is none. One query."""
    # PostgreSQL refuses to compare with what it cannot keep, such as NUL.
    row = (
        sha256.isprintable()
        and session.execute(
            select(MediaFile.id, MediaFile.sha256, MediaFile.kind, MediaFile.type).where(
                MediaFile.sha256 == sha256
            )
        ).one_or_none()
    )
    if not row:
        raise NotVisible
    return FileFacts(*row)
