"""Files of content, for whoever may see what shows them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.library.models import ContentReview, LinkTarget, MediaFile, RevisionMedia
from advocacy.library.rules.media import ENDINGS
from advocacy.library.rules.words import Decision, MediaKind
from advocacy.roles import Actor, Can


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


def file_named(session: Session, sha256: str, *, visible_to: Actor) -> FileFacts:
    """The file of this hash. Staff see what an approved revision or a linked page's card shows; editors and
    approvers see all. Raises NotVisible. One query."""
    statement = select(MediaFile.id, MediaFile.sha256, MediaFile.kind, MediaFile.type).where(
        MediaFile.sha256 == sha256
    )
    if not visible_to.can(Can.SEE_CONTENT):
        approved = exists().where(
            RevisionMedia.media_file_id == MediaFile.id,
            ContentReview.revision_id == RevisionMedia.revision_id,
            ContentReview.decision == Decision.APPROVED,
        )
        statement = statement.where(or_(approved, exists().where(LinkTarget.image_id == MediaFile.id)))
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotVisible
    return FileFacts(*row)
