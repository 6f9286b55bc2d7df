"""Pictures as the feed shows them: small, made once and kept beside the shelf of media.

They hold nothing that the picture does not hold, and may be deleted at any time: they are made again.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from PIL import Image

from advocacy.library.shelf import path_of

TYPE = "image/webp"
LONGEST_SIDE = 800
"""Points: twice what a card is wide on most screens."""

_QUALITY = 76


def thumbnail(data_dir: Path, sha256: str) -> Path | None:
    """The small picture of the file of this hash, made now if there is none; None when there is no file."""
    whole = path_of(data_dir, sha256)
    small = data_dir.resolve() / "media" / "small" / sha256[:2] / f"{sha256}.webp"
    if small.is_file():
        return small
    if not whole.is_file():
        return None
    small.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(whole, formats=("PNG", "JPEG")) as picture:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        made = picture if picture.mode in {"RGB", "RGBA"} else picture.convert("RGB")
        made.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        with NamedTemporaryFile(dir=small.parent, prefix=".", delete=False) as beside:
            made.save(beside, format="WEBP", quality=_QUALITY)
    os.replace(beside.name, small)
    return small
