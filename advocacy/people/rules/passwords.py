"""Which passwords are good enough: long, not common, not made of the company's or the person's name.

NIST SP 800-63B-4, 3.1.1.2: a length, a comparison with passwords that are known to be guessed, no rule about
the kinds of characters, no regular change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from advocacy.errors import Refused
from advocacy.folding import fold
from advocacy.people.rules.common_passwords import COMMON, ROWS

SHORTEST = 12
LONGEST = 128
"""Longer ones are refused before they are hashed: hashing must not be work that strangers can order."""

_OWN_LETTERS = 6
"""So many characters must remain when all common words and names are taken away."""

_SHORTEST_WORD = 4


def is_over_long(password: str) -> bool:
    """Whether `password` is longer than any we would ever have taken."""
    return len(password) > LONGEST


def normal(password: str) -> str:
    """`password` as it is hashed: in NFKC, so that every keyboard types the same (SP 800-63B-4, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, *, known_words: Iterable[str]) -> None:
    """Refuse a password that is too short, too long or easily guessed.

    `known_words` are the names that anybody would try: the company's, the person's.
    """
    if len(normal(password)) < SHORTEST:
        raise Refused(
            "Choose at least %(count)s characters. Several words are easy to remember.", count=SHORTEST
        )
    if is_over_long(password):
        raise Refused("A password has at most %(count)s characters.", count=LONGEST)
    folded = fold(password)
    if _is_a_pattern(folded):
        raise Refused("This password is a pattern that is tried first. Choose several words instead.")
    if len(_without(folded, known_words)) < _OWN_LETTERS:
        raise Refused(
            "This password is made of common passwords or of names known here, which are tried first. "
            "Choose several other words."
        )


def _is_a_pattern(folded: str) -> bool:
    """Whether it is few characters repeated, or a walk along the alphabet, the digits or a row of keys."""
    if len(set(folded)) < 4:
        return True
    if any(
        folded == folded[:size] * (len(folded) // size) for size in range(1, 7) if len(folded) % size == 0
    ):
        return True
    return any(folded in row or folded[::-1] in row for row in ROWS)


def _without(folded: str, known_words: Iterable[str]) -> str:
    """What remains of a folded password without common words, names and what separates them."""
    own = {part for word in known_words for part in re.split(r"[^\w]+", fold(word))}
    words = {word for word in own if len(word) >= _SHORTEST_WORD} | COMMON
    for word in sorted(words, key=lambda word: (-len(word), word)):
        folded = folded.replace(word, "")
    return folded
