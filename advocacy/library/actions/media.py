"""Keeping a file that was taken in, once for each of its hashes."""

from __future__ import annotations

from sqlalchemy import select

from advocacy.insert_once import insert_once
from advocacy.library.media import Taken
from advocacy.library.models import MediaFile
from advocacy.library.shelf import put
from advocacy.work import Work


def keep(work: Work, taken: Taken) -> MediaFile:
    """The row of this file, which stands on the shelf from now on. The same bytes are kept once.

    The file is written first: a row without its file would be a hole, a file without its row is only dust.
    """
    put(work.wiring.settings.data_dir, taken.sha256, taken.content)
    values = {
        "sha256": taken.sha256,
        "kind": taken.kind,
        "type": taken.type,
        "width": taken.width,
        "height": taken.height,
        "size": len(taken.content),
        "at": work.now,
    }
    insert_once(work.session, MediaFile, values, unique=["sha256"])
    return work.session.scalars(select(MediaFile).where(MediaFile.sha256 == taken.sha256)).one()
