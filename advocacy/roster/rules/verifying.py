"""Whether what a stranger asks about is an alias of ours, or only looks like one."""

from __future__ import annotations

import unicodedata
from enum import StrEnum


class Verdict(StrEnum):
    """What the public page answers."""

    YES = "yes"
    NO = "no"
    LOOKS_LIKE = "looks_like"


def is_meant(asked: str, *, alias: str, slug: str) -> bool:
    """Whether `asked` is the alias itself, capitals and spaces aside, or its address.

    Everything else that looks the same – another accent, a letter of another script – is somebody else's.
    """
    plain = " ".join(unicodedata.normalize("NFKC", asked).split())
    return plain.casefold() == alias.casefold() or asked == slug
