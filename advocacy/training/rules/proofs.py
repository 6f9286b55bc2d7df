"""What may be handed in as a proof from elsewhere, by its days and by its bytes, and who decides about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from advocacy.errors import Refused
from advocacy.people.rules.placing import check_day

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_PIXELS = 40_000_000
"""A page of A4 scanned at 600 dots per inch has 35 million. More is no scan: it is meant to fill a memory."""

LONGEST_SIDE = 20_000
LONGEST_NOTE = 600

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that begin a frame, and so tell its size (ITU-T T.81, table B.1)."""

_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""The markers that stand alone, without a length."""


@dataclass(frozen=True)
class Media:
    """What a file is, by its bytes, and how its name ends when it is given out."""

    media_type: str
    ending: str


PDF, PNG, JPEG = Media("application/pdf", "pdf"), Media("image/png", "png"), Media("image/jpeg", "jpg")
ENDINGS = {one.media_type: one.ending for one in (PDF, PNG, JPEG)}


def media_of(content: bytes) -> Media:
    """What the file is, found in its bytes alone: neither its name nor what a browser claims is asked.

    Raises Refused for anything but a whole PDF, PNG or JPEG, for too large a file, and for a picture whose
    pixels would fill the memory of whoever opens it.
    """
    if not content:
        raise Refused("This file is empty.")
    if len(content) > MOST_BYTES:
        raise Refused("This file is too large: at most %(limit)s MB are taken.", limit=MOST_BYTES // MEGABYTE)
    if content.startswith((b"%PDF-1.", b"%PDF-2.")) and b"%%EOF" in content[-2048:]:
        return PDF
    if content.startswith(_PNG):
        _check_pixels(_png_size(content))
        return PNG
    if content.startswith(_JPEG):
        _check_pixels(_jpeg_size(content))
        return JPEG
    raise Refused(
        "This is not a PDF, a PNG or a JPEG, whatever its name says. Save or scan it as one of these."
    )


def _check_pixels(size: tuple[int, int] | None) -> None:
    if size is None or not all(size):
        raise Refused("This picture is damaged: it does not tell its size, or its end is missing.")
    if max(size) > LONGEST_SIDE or size[0] * size[1] > MOST_PIXELS:
        raise Refused(
            "This picture has %(width)s × %(height)s points: that is too many. Scan it at 300 dots per inch.",
            width=size[0],
            height=size[1],
        )


def _png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height: the first chunk is the header, the last one the end (PNG, 11.2)."""
    if content[8:16] != b"\x00\x00\x00\rIHDR" or b"IEND" not in content[-64:]:
        return None
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of the largest frame: a later one could be larger than the first."""
    sizes = list(_jpeg_frames(content))
    if not sizes or b"\xff\xd9" not in content[-4096:]:
        return None
    return max(sizes, key=lambda size: size[0] * size[1])


def _jpeg_frames(content: bytes) -> Iterator[tuple[int, int]]:
    """The sizes told before the picture's data begin."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == 0xDA:
            return
        if marker in _FRAMES:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            yield int.from_bytes(width, "big"), int.from_bytes(height, "big")
        at += 2 + max(2, int.from_bytes(content[at + 2 : at + 4], "big"))


def check_days(*, obtained_on: date, expires_on: date | None, today: date, hired_on: date | None) -> None:
    """Raise Refused for a proof of a day to come or before somebody was hired, or that holds no more."""
    check_day(obtained_on)
    if obtained_on > today:
        raise Refused("This proof cannot have been obtained on a day to come.")
    if hired_on is not None and obtained_on < hired_on:
        raise Refused(
            "This was obtained before the first day here, %(hired)s: it cannot be counted. Take the training "
            "again, or ask HR.",
            hired=hired_on,
        )
    if expires_on is not None and expires_on <= obtained_on:
        raise Refused("The last day of validity must come after the day on which it was obtained.")
    if expires_on is not None and expires_on < today:
        raise Refused("This proof held until %(day)s: it holds no more.", day=expires_on)


def check_handing_in(*, is_waiting: bool) -> None:
    """Raise Refused while another proof of the same training waits."""
    if is_waiting:
        raise Refused("A proof of this training waits for HR already. They look at that one first.")


def check_decision(note: str, *, accepted: bool, is_oneself: bool) -> None:
    """Raise Refused for one's own proof, and for a refusal that does not say why."""
    if is_oneself:
        raise Refused("Nobody decides about their own proof. Ask a colleague of HR.")
    if not accepted and not note:
        raise Refused("Say why it is refused: the person reads it, and knows what to do.")
    if len(note) > LONGEST_NOTE:
        raise Refused("A note has at most %(most)s characters.", most=LONGEST_NOTE)
