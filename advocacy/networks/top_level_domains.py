"""The last parts of names on the public internet, by which a name in a text is told from a sentence without a
space after its full stop.

They are IANA's, in `top_level_domains.txt` as it is published: a newer file takes its place. The browser's
counter carries the same words; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

_PUNYCODE = "xn--"


def _published() -> list[str]:
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="ascii").splitlines()
    return [line.strip().lower() for line in lines if line.strip() and not line.startswith("#")]


_SENT = frozenset(_published())

ASCII = frozenset(label for label in _SENT if not label.startswith(_PUNYCODE))

UNICODE = frozenset(
    normalize("NFC", label.removeprefix(_PUNYCODE).encode("ascii").decode("punycode"))
    for label in _SENT - ASCII
)
"""The others, in the letters that people see."""

LONGEST = max(map(len, UNICODE))


def is_top_level(label: str) -> bool:
    """Whether `label`, lower case and as names are sent (ASCII), ends names on the public internet."""
    return label in _SENT
