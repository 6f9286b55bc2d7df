"""Which files content may show, by their bytes alone: neither a name nor what a browser claims is asked."""

from __future__ import annotations

from advocacy.errors import N_, Refused
from advocacy.library.rules.words import MediaKind

MEGABYTE = 1024 * 1024
MOST_BYTES = {MediaKind.IMAGE: 15 * MEGABYTE, MediaKind.VIDEO: 25 * MEGABYTE, MediaKind.PDF: 10 * MEGABYTE}
"""How large a file may be when it is given to us."""

MOST_TAKEN = max(MOST_BYTES.values())
MOST_FILES = 8
"""More files than any network shows in one post."""

LONGEST_ALT = 1500
"""Characters of an alternative text: what LinkedIn, X and Mastodon take at least is less or the same."""

ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "application/pdf": "pdf",
}

_WEBM = b"\x1a\x45\xdf\xa3"
_MP4_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
)
_ACTIVE = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile")


def kind_of(content: bytes) -> MediaKind:
    """What a file is. Raises Refused for an empty one, too large a one, and for anything else."""
    if not content:
        raise Refused("This file is empty.")
    kind = _kind(content)
    if kind is None:
        raise Refused(
            "This is not a picture (PNG, JPEG, WebP), a video (MP4, WebM) or a PDF, whatever its name says."
        )
    if len(content) > MOST_BYTES[kind]:
        raise Refused(_TOO_LARGE, limit=MOST_BYTES[kind] // MEGABYTE)
    return kind


_TOO_LARGE = N_("This file is too large: at most %(limit)s MB are taken.")


def _kind(content: bytes) -> MediaKind | None:
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return MediaKind.IMAGE
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return MediaKind.IMAGE
    if content.startswith((b"%PDF-1.", b"%PDF-2.")):
        return MediaKind.PDF
    return MediaKind.VIDEO if video_type(content) else None


def video_type(content: bytes) -> str | None:
    """The media type of a video, None for what is neither MP4 nor WebM.

    An MP4 begins with a box `ftyp` that names what can play it (ISO/IEC 14496-12, 4.3), a WebM with an EBML
    header whose document type is `webm` (RFC 8794, 11.2).
    """
    if content[4:8] == b"ftyp" and content[8:12] in _MP4_BRANDS:
        return "video/mp4"
    if content.startswith(_WEBM) and b"webm" in content[:64]:
        return "video/webm"
    return None


def check_pdf(content: bytes) -> None:
    """Raise Refused for a PDF without its end, one locked by a password, or one that says it runs programs.

    Only what stands openly in the file is found: a PDF is handed out to be saved, and never opened here.
    """
    if b"%%EOF" not in content[-2048:]:
        raise Refused("This PDF is damaged: its end is missing. Save it again.")
    if b"/Encrypt" in content:
        raise Refused("This PDF is locked. Save it without a password: everyone must be able to read it.")
    if any(mark in content for mark in _ACTIVE):
        raise Refused("This PDF holds programs or other files. Print it to a new PDF, and take that one.")


def check_alt(text: str) -> None:
    """Raise Refused for an alternative text that no network takes."""
    if len(text) > LONGEST_ALT:
        raise Refused("An alternative text has at most %(most)s characters.", most=LONGEST_ALT)
