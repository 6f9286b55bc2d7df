"""Files that content shows: kept once for each SHA-256, in the data folder under `media/`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model, by_value
from advocacy.library.rules.words import MediaKind


class MediaFile(Model):
    """One file as it was re-encoded or checked: `sha256` names it in the data folder. Pixels and bytes."""

    __tablename__ = "media_file"

    id: Mapped[Key]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[MediaKind] = mapped_column(by_value(MediaKind))
    type: Mapped[str] = mapped_column(String(80))
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    size: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
