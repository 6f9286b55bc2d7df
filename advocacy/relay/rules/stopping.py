"""Stopping all relaying: what must be said."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.errors import Refused

LONGEST_TOLD = 1000
LONGEST_CALL = 300


@dataclass(frozen=True)
class StopWords:
    """Why all relaying is stopped, what to say meanwhile when asked, and whom to call."""

    reason_fr: str
    reason_en: str
    holding_fr: str
    holding_en: str
    call: str


def check_stop(words: StopWords) -> None:
    """Raise Refused unless everything is said, in both languages, and not at too great a length."""
    if not words.reason_fr.strip() or not words.reason_en.strip():
        raise Refused("Give the reason in French and in English: everyone reads it.")
    if not words.holding_fr.strip() or not words.holding_en.strip():
        raise Refused("Write what people may say meanwhile, in French and in English.")
    if not words.call.strip():
        raise Refused("Say whom to call: a name and a number, or an address.")
    texts = (words.reason_fr, words.reason_en, words.holding_fr, words.holding_en)
    if max(map(len, texts)) > LONGEST_TOLD:
        raise Refused("A text has at most %(most)s characters.", most=LONGEST_TOLD)
    if len(words.call) > LONGEST_CALL:
        raise Refused("Whom to call takes at most %(most)s characters.", most=LONGEST_CALL)
