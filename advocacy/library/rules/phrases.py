"""Finding words to think twice about in a text, as people write them.

Text and phrase are compared folded (accents, case, typographic apostrophes, invisible characters), and only
whole words count: "risk" is not found in "asterisk". Every search is a plain find, so its time grows with the
length of the text and nothing that is typed can make it longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advocacy.errors import Refused
from advocacy.folding import fold
from advocacy.people.rules import Language

LONGEST_PHRASE = 120
LONGEST_REASON = 400
MOST_PHRASES = 500
"""A list that nobody can read is not kept up; each text is held against all of them."""


@dataclass(frozen=True)
class Phrase:
    """Words to think twice about, why in both languages, and in which language they count (None: in all)."""

    id: int
    phrase: str
    search_key: str
    language: Language | None
    reason_fr: str
    reason_en: str

    def reason(self, language: str) -> str:
        """Why one thinks twice, in `language`."""
        return self.reason_fr if language == "fr" else self.reason_en


@dataclass(frozen=True)
class Match:
    """A phrase that a text holds, and how often."""

    phrase: Phrase
    times: int

    def reason(self, language: str) -> str:
        """Why one thinks twice, in `language`."""
        return self.phrase.reason(language)


def matches(text: str, phrases: Iterable[Phrase], *, language: Language | None = None) -> list[Match]:
    """The phrases that `text` holds as whole words, in their order.

    With the `language` of the text those of the other one are left out; without it all are looked for.
    """
    folded = fold(text)
    found = (
        (phrase, _times(folded, phrase.search_key))
        for phrase in phrases
        if language is None or phrase.language in (None, language)
    )
    return [Match(phrase, times) for phrase, times in found if times]


def check_phrase(phrase: str, reason_fr: str, reason_en: str) -> str:
    """What the phrase is looked for as. Raises Refused for one without a letter or digit, or too long, and
    without its reason in both languages."""
    key = fold(phrase)
    if not any(sign.isalnum() for sign in key):
        raise Refused("Write a word or several words: letters or digits.")
    if len(phrase) > LONGEST_PHRASE:
        raise Refused("A phrase has at most %(most)s characters.", most=LONGEST_PHRASE)
    if not reason_fr.strip() or not reason_en.strip():
        raise Refused("Give the reason in French and in English: whoever types these words reads it.")
    if max(len(reason_fr), len(reason_en)) > LONGEST_REASON:
        raise Refused("A reason has at most %(most)s characters.", most=LONGEST_REASON)
    return key


def _times(text: str, key: str) -> int:
    """How often `key` stands in `text` with no letter or digit joined to either end."""
    times, at = 0, text.find(key)
    while at >= 0:
        end = at + len(key)
        if not (_joined(text, at) or _joined(text, end)):
            times += 1
        at = text.find(key, end)
    return times


def _joined(text: str, at: int) -> bool:
    """Whether the signs on both sides of this place belong to one word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
