"""The public name of a member: a free pseudonym that nobody can mistake for another one.

Two aliases that look alike are one: `looks` gives what an alias looks like in small letters, as typed and in
capitals, after the skeleton of UTS #39, without accents, spaces and signs. Whoever shares one of these looks
with somebody else, also with a name that somebody gave up, must choose another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from advocacy.errors import Refused
from advocacy.folding import fold
from advocacy.people.imports.names import check_visible
from advocacy.roster.rules.look_alikes import LOOKS_LIKE

SHORTEST, LONGEST = 2, 40

MOST_A_YEAR = 10
"""How often somebody may choose an alias in a year. Each stays theirs for good: without a bound one member
could take every name there is."""

SIGNS = frozenset(" .·-‐'’&,()")
"""What may stand between the letters and digits of an alias."""

SCRIPTS = {
    "LATIN": "Latin",
    "GREEK": "Greek",
    "CYRILLIC": "Cyrillic",
    "ARMENIAN": "Armenian",
    "GEORGIAN": "Georgian",
    "HEBREW": "Hebrew",
    "ARABIC": "Arabic",
    "CJK": "Japanese or Chinese",
    "HIRAGANA": "Japanese or Chinese",
    "KATAKANA": "Japanese or Chinese",
}
"""The scripts of an alias, by the first word of a letter's name in Unicode; each on its own."""

OFFICIAL = ("official", "officiel", "officielle", "verified", "verifie", "certified", "certifie", "admin")
"""Words by which an alias would pose as more than a person who answers."""


def checked_alias(typed: str, *, organisation: str) -> str:
    """The alias in NFKC, single-spaced. Raises Refused with what is wrong with it.

    Refused: too short or long, signs that cannot be seen or do not belong, two scripts at once, the name of
    the company, words that sound official.
    """
    check_visible(typed.strip())
    alias = " ".join(unicodedata.normalize("NFKC", typed).split())
    _check_length(alias)
    _check_characters(alias)
    _check_scripts(alias)
    _check_words(alias, organisation)
    return alias


def _check_length(alias: str) -> None:
    if not SHORTEST <= len(alias) <= LONGEST:
        raise Refused(
            "An alias has %(shortest)s to %(longest)s characters.", shortest=SHORTEST, longest=LONGEST
        )


def _check_characters(alias: str) -> None:
    for character in alias:
        if character.isalnum() or character in SIGNS:
            continue
        if not unicodedata.category(character).startswith("M"):
            raise Refused(
                "An alias holds letters, digits, spaces and the signs . · - ' & , ( ), not “%(sign)s”.",
                sign=character,
            )
        raise Refused("An alias holds no accent that belongs to no letter. Type the letter again.")
    if sum(character.isalpha() for character in alias) < SHORTEST:
        raise Refused("An alias needs at least two letters.")


def _check_scripts(alias: str) -> None:
    scripts = {_script(letter) for letter in alias if letter.isalpha()}
    if None in scripts:
        raise Refused("An alias is written in letters that everybody can type; one of these is not.")
    if len(scripts) > 1:
        raise Refused(
            "This alias mixes letters of several scripts (%(scripts)s), of which some look alike. Type it "
            "anew, all in one.",
            scripts=", ".join(sorted(str(script) for script in scripts)),
        )


def _script(letter: str) -> str | None:
    """The script of a letter; None for one that nobody's name is written in (phonetic, small capitals)."""
    if unicodedata.category(letter) == "Lm" and letter not in "々ー":
        return None
    script = SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0])
    is_rare = script == "Latin" and not (letter < "\u0250" or "\u1e00" <= letter <= "\u1eff")
    return None if is_rare else script


def _check_words(alias: str, organisation: str) -> None:
    if _says(alias, organisation):
        raise Refused(
            "An alias does not carry the company’s name: only the company’s own accounts speak under it."
        )
    words = {_drawn(fold(word)) for word in alias.replace("·", " ").replace("-", " ").split()}
    if not words.isdisjoint(_drawn(word) for word in OFFICIAL):
        raise Refused("An alias does not sound official: it says who answers; the company vouches for it.")


def _says(alias: str, organisation: str) -> bool:
    """Whether the name of the company stands in the alias as whole words, however it is written."""
    words = [_drawn(fold(word)) for word in _words(alias)]
    wanted = [_drawn(fold(word)) for word in _words(organisation)]
    if not wanted:
        return False
    together = "".join(wanted)
    return any(
        "".join(words[first:last]) == together
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
    )


def _words(text: str) -> list[str]:
    return "".join(
        letter if letter.isalnum() or unicodedata.category(letter).startswith("M") else " " for letter in text
    ).split()


def skeleton(alias: str) -> str:
    """What the alias looks like in small letters: never empty for an alias that was checked."""
    return _drawn(fold(unicodedata.normalize("NFKC", alias)))


def looks(alias: str) -> frozenset[str]:
    """Everything the alias looks like: in small letters, as it is typed, in capitals."""
    plain = unicodedata.normalize("NFKC", alias)
    return frozenset({skeleton(alias), _drawn(plain), _drawn(plain.upper())})


def _drawn(text: str) -> str:
    """The skeleton of UTS #39, section 4, without accents, case and signs; i and l are drawn alike."""
    mapped = unicodedata.normalize("NFD", text).translate(LOOKS_LIKE)
    folded = fold(mapped).translate(LOOKS_LIKE)
    return "".join(letter for letter in fold(folded) if letter.isalnum()).replace("i", "l")


def slug_of(alias: str) -> str:
    """The address of an alias: its letters and digits without accents, in small letters, with hyphens."""
    return "-".join(_words(fold(alias)))


def check_number(chosen: int) -> None:
    """Raise Refused for somebody who has chosen so many aliases in the last year."""
    if chosen >= MOST_A_YEAR:
        raise Refused(
            "You have chosen %(most)s aliases in a year. Keep this one: customers know you by it.",
            most=MOST_A_YEAR,
        )


def check_seen(*, seen: str, alias: str) -> None:
    """Raise Refused when the alias is no longer the one that was looked at."""
    if seen != alias:
        raise Refused("This member has another alias by now: %(alias)s. Look at it first.", alias=alias)


def check_free(*, owners: Iterable[int | None], person_id: int) -> None:
    """Raise Refused when a look of the alias was withdrawn (its owner is None), or belongs, or once belonged,
    to somebody else."""
    found = set(owners)
    if None in found:
        raise Refused("HR has withdrawn this alias, or one that looks like it. Choose another.")
    if found - {person_id}:
        raise Refused(
            "This alias looks like one that somebody else has, or had. Choose another, or add a word to it."
        )
