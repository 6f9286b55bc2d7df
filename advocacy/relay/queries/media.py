"""One file of a content that may be passed on now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.library.models import LiveContent, MediaFile, RevisionMedia
from advocacy.library.queries.live import is_open


@dataclass(frozen=True)
class LiveFile:
    """What a browser is told of a file before its bytes."""

    sha256: str
    type: str

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown small."""
        return self.type.startswith("image/")


def live_file(session: Session, content_id: int, position: int, *, at: datetime) -> LiveFile:
    """The file in this place of a content that may be passed on at `at`. Raises NotVisible. One query."""
    row = session.execute(
        select(MediaFile.sha256, MediaFile.type)
        .join(RevisionMedia, RevisionMedia.media_file_id == MediaFile.id)
        .join(LiveContent, LiveContent.revision_id == RevisionMedia.revision_id)
        .where(LiveContent.content_id == content_id, RevisionMedia.position == position, is_open(at))
    ).one_or_none()
    if row is None:
        raise NotVisible
    return LiveFile(*row)
