"""The writing of names, of people and of places: what may stand in one, and which are the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from advocacy.errors import Refused
from advocacy.folding import fold

LONGEST_PERSON_NAME = 80
LONGEST_PLACE_NAME = 160
DEEPEST_DEPARTMENT = 8

# Signs that print nothing: fillers of Hangul and Khmer, the joiner of graphemes, the empty Braille cell.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Controls, invisible and direction marks (RTL override, zero width), halves of pairs, unassigned ones.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def check_visible(text: str) -> None:
    """Refuse a character that a reader does not see: control, zero-width, direction mark, blank letter.

    Two names that look alike must be alike, and none may turn the text around it (Unicode TR 36, 2.5).
    """
    if text.isprintable() and _BLANK.isdisjoint(text):
        return
    for character in text:
        if character in _BLANK or unicodedata.category(character) in _UNSEEN:
            raise Refused(
                "It holds a character that cannot be seen: %(character)s. Type it again.",
                character=named(character),
            )


def named(character: str) -> str:
    """Return a character by its code point and its name, so that an invisible one can be spoken of."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()


def made_visible(text: str, longest: int = 80) -> str:
    """Return `text` as a page can quote it: unseen characters by their code points, cut to `longest`."""
    shown = "".join(f"‹{named(c)[:6].strip()}›" if _is_unseen(c) else c for c in text[: longest + 1])
    return shown if len(text) <= longest else shown[:longest] + "…"


def _is_unseen(character: str) -> bool:
    return character in _BLANK or unicodedata.category(character) in _UNSEEN


@lru_cache(maxsize=16_384)
def person_name(text: str) -> str:
    """Return a given or family name in NFC, single-spaced.

    Raises Refused if it is too long, holds a character that cannot be seen, or no letter.
    """
    name = _name(text, LONGEST_PERSON_NAME)
    if not any(character.isalpha() for character in name):
        raise Refused("A name needs at least one letter.")
    return name


@lru_cache(maxsize=16_384)
def place_name(text: str) -> str:
    """Return the name of an employer, site or department in NFC, single-spaced.

    Raises Refused if it is too long, holds a character that cannot be seen, or neither a letter nor a digit.
    """
    name = _name(text, LONGEST_PLACE_NAME)
    if not any(character.isalnum() for character in name):
        raise Refused("A name needs at least one letter or digit.")
    return name


def _name(text: str, longest: int) -> str:
    name = unicodedata.normalize("NFC", text).strip()
    check_visible(name)
    name = " ".join(name.split())
    if len(name) > longest:
        raise Refused(
            "It is %(count)s characters long; at most %(limit)s are possible.", count=len(name), limit=longest
        )
    return name


@lru_cache(maxsize=16_384)
def department_path(text: str) -> tuple[str, ...]:
    """Return the names from the root to the team: "Sales > Paris" or "Sales/Paris" is ("Sales", "Paris").

    A ">" anywhere makes the slashes part of the names. Raises Refused for an empty or bad level, or too many.
    """
    levels = text.split(">") if ">" in text else text.split("/")
    if not all(level.strip() for level in levels):
        raise Refused("A level of the department path is empty. Write it like “Sales > Paris > Shoes”.")
    if len(levels) > DEEPEST_DEPARTMENT:
        raise Refused(
            "The department path has %(count)s levels; at most %(limit)s are possible.",
            count=len(levels),
            limit=DEEPEST_DEPARTMENT,
        )
    return tuple(place_name(level) for level in levels)


@lru_cache(maxsize=16_384)
def place_key(name: str) -> str:
    """Return what two spellings of one place have in common: case, accents and typography do not count."""
    return fold(unicodedata.normalize("NFKC", name))


def path_key(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of a department's path, level by level."""
    return tuple(map(place_key, path))
