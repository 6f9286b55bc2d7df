"""Text as it is compared and looked for: without accents, case or typographic accidents.

``fold`` makes the stored ``sort_key`` and ``search_key`` of people and places, and serves the search in a
text: one function, so that what is sorted together is also found together, on SQLite and PostgreSQL alike.
"""

import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, in the spelling of someone whose keyboard lacks them.
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
_APOSTROPHES = "’‘‛ʼʻ`´＇ʹ′"
_DASHES = "‐‑‒–—―−"
_QUOTES = "“”„‟«»″"

_TYPOGRAPHY = dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DASHES, "-") | dict.fromkeys(_QUOTES, '"')
_TABLE = str.maketrans(_LETTERS | _TYPOGRAPHY)

# Accents on their own (Mn, Me); NUL and other controls, zero-width and direction marks, halves of surrogates.
_UNSEEN = frozenset({"Mn", "Me", "Cc", "Cf", "Cs"})


def fold(text: str) -> str:
    """Return ``text`` as compared: no accents, no case, one kind of apostrophe, dash, quote and space.

    ``œ`` becomes ``oe`` and ``ß`` ``ss``; combining marks, control characters and invisible ones (zero-width,
    soft hyphen, direction marks) are removed; every run of white space is one space, none at the ends.
    Folding twice changes nothing more. Never raises.
    """
    return " ".join("".join(map(fold_character, text)).split())


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """Return what one character becomes: nothing, one or several letters, or a space. Never raises.

    Folding goes character by character so that search finds its way back from folded text to the original.
    """
    if character.isspace():
        return " "
    folded = character.translate(_TABLE)
    # Compatibility first (ligatures, full width), then case, then again: casefolding İ leaves a mark behind.
    for _round in range(2):
        folded = unicodedata.normalize("NFKD", folded).casefold().translate(_TABLE)
        folded = "".join(map(_seen, folded))
    return folded


def _seen(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNSEEN else character
