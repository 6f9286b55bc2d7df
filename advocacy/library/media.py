"""Files as they are taken in: pictures drawn anew, videos and PDFs looked at and kept as they are.

A picture that went through here holds nothing but its points: no place, no camera, no thumbnail, no comment.
This takes time and memory, so it is done before a unit of work begins; `actions.media` keeps what comes out.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from math import sqrt

from PIL import Image, ImageCms, ImageFile, ImageOps

from advocacy.errors import N_, Refused
from advocacy.library.rules.media import check_pdf, kind_of, video_type
from advocacy.library.rules.words import MediaKind

MOST_POINTS = 50_000_000
"""Twice what most cameras give. More is meant to fill a memory, and is refused by the picture's header."""

LONGEST_SIDE = 2400
"""Points of the longer side as it is kept: no network shows more."""

MOST_KEPT = 1_000_000
"""Bytes of a picture as it is kept: Bluesky takes no more (networks.md)."""

_QUALITIES = (86, 78, 70)
_FORMATS = ("PNG", "JPEG", "WEBP")
_UNREADABLE = N_("This picture is damaged or of an unusual kind. Save it again as PNG or JPEG.")


@dataclass(frozen=True)
class Taken:
    """A file ready to be kept. Width and height are points of a picture."""

    content: bytes
    kind: MediaKind
    type: str
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        """What the file is called in the data folder."""
        return sha256(self.content).hexdigest()


def take(content: bytes) -> Taken:
    """A picture, video or PDF, whichever it is. Raises Refused for anything else."""
    takers = {MediaKind.IMAGE: take_image, MediaKind.VIDEO: take_video, MediaKind.PDF: take_pdf}
    return takers[kind_of(content)](content)


def take_image(content: bytes) -> Taken:
    """A PNG, JPEG or WebP drawn anew as PNG or JPEG, upright, at most 2400 points wide or high.

    Raises Refused for another kind, one that moves, one that is damaged, and one whose header tells of more
    points than a memory should hold: that one is not decoded.
    """
    _check_kind(content, MediaKind.IMAGE)
    try:
        with warnings.catch_warnings(), _whole_files():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_TOO_MANY, most=MOST_POINTS // 1_000_000) from None
    except Refused:
        raise
    except Exception:  # what a stranger sent: Pillow raises all kinds for files that lie about themselves
        raise Refused(_UNREADABLE) from None


_TOO_MANY = N_(
    "This picture has more than %(most)s million points. Save it smaller: 2400 points wide is enough."
)


def take_video(content: bytes) -> Taken:
    """An MP4 or WebM as it is. Raises Refused for anything else, or too large a one."""
    _check_kind(content, MediaKind.VIDEO)
    return Taken(content, MediaKind.VIDEO, video_type(content) or "")


def take_pdf(content: bytes) -> Taken:
    """A PDF as it is. Raises Refused for anything else, a damaged, locked, active or too large one."""
    _check_kind(content, MediaKind.PDF)
    check_pdf(content)
    return Taken(content, MediaKind.PDF, "application/pdf")


def _check_kind(content: bytes, wanted: MediaKind) -> None:
    if kind_of(content) is not wanted:
        raise Refused("This file is of another kind than was asked for.")


@contextmanager
def _whole_files() -> Iterator[None]:
    """Meanwhile Pillow refuses files that end too early: WeasyPrint lets it take them everywhere."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _drawn(content: bytes) -> Taken:
    with Image.open(BytesIO(content), formats=_FORMATS) as opened:
        # So far only the header was read.
        if opened.width * opened.height > MOST_POINTS:
            raise Refused(_TOO_MANY, most=MOST_POINTS // 1_000_000)
        # A telephone's JPEG may carry a second picture (MPO), which is no movement.
        if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
            raise Refused("This picture moves. Save it as a video, or take one still of it.")
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        picture = _in_srgb(upright)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _encoded(picture, as_png=opened.format == "PNG")


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The points alone, in the colours of screens, with their transparency if they have one."""
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    if has_alpha:
        return picture.convert("RGBA")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:
            turned = None
        if turned is not None:
            return turned
    return picture.convert("RGB")


def _encoded(picture: Image.Image, *, as_png: bool) -> Taken:
    """The picture in few enough bytes: first as it is, then with less quality, then smaller."""
    if picture.mode == "RGBA" or as_png:
        found = _saved(picture, "PNG")
        if len(found.content) <= MOST_KEPT:
            return found
    while True:
        if picture.mode == "RGBA":
            tries = [_saved(picture, "PNG")]
        else:
            tries = [_saved(picture, "JPEG", optimize=True, quality=quality) for quality in _QUALITIES]
        fitting = next((one for one in tries if len(one.content) <= MOST_KEPT), None)
        if fitting is not None:
            return fitting
        # As much smaller as its bytes are too many, and a little more.
        part = min(0.9, 0.95 * sqrt(MOST_KEPT / len(tries[-1].content)))
        picture = picture.resize((max(1, int(picture.width * part)), max(1, int(picture.height * part))))


def _saved(picture: Image.Image, kind: str, **how: int) -> Taken:
    out = BytesIO()
    picture.info.clear()
    picture.save(out, format=kind, **how)
    type_ = "image/png" if kind == "PNG" else "image/jpeg"
    return Taken(out.getvalue(), MediaKind.IMAGE, type_, picture.width, picture.height)
