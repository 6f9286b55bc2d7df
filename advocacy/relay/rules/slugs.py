"""The short name of a tracked link: nobody guesses one, and nobody misreads one."""

from __future__ import annotations

import re

from advocacy.library.rules.links import SLUG_LENGTH

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""Letters and figures without `l`, `o`, `0` and `1`, which look alike in print."""

LENGTH = SLUG_LENGTH
"""32 to the power of 12: sixty bits. With a million links, one guess in a million million finds one."""

_SHAPE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def is_slug(text: str) -> bool:
    """Whether `text` could be the name of a link: what could not is asked of no database."""
    return _SHAPE.fullmatch(text) is not None
