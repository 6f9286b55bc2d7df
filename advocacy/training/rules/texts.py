"""What an author types for a module, in one language, and what must be there before it is reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advocacy.errors import N_, Refused
from advocacy.people.rules import Language

LONGEST = {"title": 200, "lead": 600, "change_note": 2000, "source": 200_000, "quiz": 60_000}
"""The most characters of each part."""

_NO_TEXT = {
    Language.FRENCH: N_("There is no French text. A module is published in French and in English together."),
    Language.ENGLISH: N_(
        "There is no English text. A module is published in French and in English together."
    ),
}
_MISSING = {
    (Language.FRENCH, "title"): N_("The French text has no title."),
    (Language.FRENCH, "lead"): N_("The French text has no lead: say in a sentence what is learnt."),
    (Language.FRENCH, "change_note"): N_(
        "The French text has no change note: say in a sentence what is new."
    ),
    (Language.ENGLISH, "title"): N_("The English text has no title."),
    (Language.ENGLISH, "lead"): N_("The English text has no lead: say in a sentence what is learnt."),
    (Language.ENGLISH, "change_note"): N_(
        "The English text has no change note: say in a sentence what is new."
    ),
}
_TOO_LONG = {
    "title": N_("This title has %(length)s characters; the most is %(most)s."),
    "lead": N_("This lead has %(length)s characters; the most is %(most)s."),
    "change_note": N_("This change note has %(length)s characters; the most is %(most)s."),
    "source": N_("This text has %(length)s characters; the most is %(most)s."),
    "quiz": N_("This quiz has %(length)s characters; the most is %(most)s."),
}


@dataclass(frozen=True)
class LessonParts:
    """One language of a module: the lesson in Markdown, a section per heading, and its quiz."""

    language: Language
    title: str
    lead: str
    change_note: str
    source: str
    quiz: str


def missing_parts(texts: Mapping[Language, LessonParts]) -> Iterator[tuple[Language, Refused]]:
    """What is not there at all, by language: a text, its title, its lead, its change note."""
    for language in Language:
        text = texts.get(language)
        if text is None or not text.source.strip():
            yield language, Refused(_NO_TEXT[language])
        if text is None:
            continue
        for part in ("title", "lead", "change_note"):
            if not getattr(text, part).strip():
                yield language, Refused(_MISSING[language, part])


def check_length(part: str, typed: str) -> None:
    """Raise Refused when `typed` is longer than its part may be."""
    if len(typed) > LONGEST[part]:
        raise Refused(_TOO_LONG[part], length=len(typed), most=LONGEST[part])
