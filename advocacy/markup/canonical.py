"""The one spelling of a text: what is hashed, stored, published and acknowledged."""

import hashlib
import re
import unicodedata

# Every way a keyboard, a word processor or a browser ends a line.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")

# Never shown and, for NUL and lone surrogates, never storable either. The tab stays.
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Direction marks, which make a sentence read otherwise than it is stored, and what splits a word unseen."""


def canonical_text(source: str) -> str:
    """Return ``source`` in its one spelling: NFC, LF line ends, no byte order mark, no control characters.

    Blank lines at the end are dropped and exactly one final newline is kept; a text without any words is
    empty. Blank lines at the start stay, so that a line has the same number before and after. Spaces at the
    end of a line stay, because two of them are a line break in Markdown. Doing it twice changes nothing.
    """
    text = _UNSTORABLE.sub("", _LINE_ENDS.sub("\n", source)).lstrip("\ufeff")
    lines = unicodedata.normalize("NFC", text).split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines) + "\n" if lines else ""


def sha256_of(text: str) -> str:
    """Return the SHA-256, in hexadecimal, of the UTF-8 bytes of the canonical spelling of ``text``."""
    return hashlib.sha256(canonical_text(text).encode()).hexdigest()
