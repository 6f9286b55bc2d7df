"""What a text must have before it is reviewed; its Markdown is proofread elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advocacy.errors import N_, Refused
from advocacy.people.rules import Language

LONGEST = {
    "title": 200,
    "statement": 600,
    "change_note": 2000,
    "source": 200_000,
    "summary": 20_000,
    "quiz": 60_000,
}
"""The most characters of each part."""

_PLACEHOLDERS = ("[à compléter", "[to complete")

_NO_TEXT = {
    Language.FRENCH: N_("There is no French text. A version is published in French and in English together."),
    Language.ENGLISH: N_(
        "There is no English text. A version is published in French and in English together."
    ),
}
_MISSING = {
    (Language.FRENCH, "title"): N_("The French text has no title."),
    (Language.FRENCH, "statement"): N_("The French text has no statement to acknowledge."),
    (Language.FRENCH, "change_note"): N_(
        "The French text has no change note: say in a sentence what is new."
    ),
    (Language.ENGLISH, "title"): N_("The English text has no title."),
    (Language.ENGLISH, "statement"): N_("The English text has no statement to acknowledge."),
    (Language.ENGLISH, "change_note"): N_(
        "The English text has no change note: say in a sentence what is new."
    ),
}
_TOO_LONG = {
    "title": N_("This title has %(length)s characters; the most is %(most)s."),
    "statement": N_("This statement has %(length)s characters; the most is %(most)s."),
    "change_note": N_("This change note has %(length)s characters; the most is %(most)s."),
    "source": N_("This text has %(length)s characters; the most is %(most)s."),
    "summary": N_("This summary has %(length)s characters; the most is %(most)s."),
    "quiz": N_("This quiz has %(length)s characters; the most is %(most)s."),
}


@dataclass(frozen=True)
class TextParts:
    """What an author typed in one language; `quiz` is empty unless one is attached."""

    language: Language
    title: str
    statement: str
    change_note: str
    source: str
    summary: str
    quiz: str = ""


@dataclass(frozen=True)
class Gap:
    """A place still marked `[à compléter …]` or `[to complete …]`."""

    language: Language
    line: int
    words: str


def missing_parts(texts: Mapping[Language, TextParts]) -> Iterator[tuple[Language, Refused]]:
    """What is not there at all, by language: a text, its title, its statement, its change note."""
    for language in Language:
        text = texts.get(language)
        if text is None or not text.source.strip():
            yield language, Refused(_NO_TEXT[language])
        if text is None:
            continue
        for part in ("title", "statement", "change_note"):
            if not getattr(text, part).strip():
                yield language, Refused(_MISSING[language, part])


def check_length(part: str, typed: str) -> None:
    """Raise Refused when `typed` is longer than its part may be."""
    if len(typed) > LONGEST[part]:
        raise Refused(_TOO_LONG[part], length=len(typed), most=LONGEST[part])


def gaps(texts: Mapping[Language, TextParts]) -> tuple[Gap, ...]:
    """The places still to complete, by language and line; those of a summary come after those of its text."""
    return tuple(gap for text in texts.values() for gap in _gaps(text))


def _gaps(text: TextParts) -> Iterator[Gap]:
    for part in (text.title, text.statement, text.change_note, text.source, text.summary, text.quiz):
        for number, line in enumerate(part.split("\n"), start=1):
            for start in _starts(line.casefold()):
                yield Gap(text.language, number, line[start:].partition("]")[0][:120] + "]")


def _starts(line: str) -> Iterator[int]:
    for mark in _PLACEHOLDERS:
        at = line.find(mark)
        while at >= 0:
            yield at
            at = line.find(mark, at + 1)
