"""What a draft of a module would look like, whatever is wrong with it: the lesson and its quiz."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from advocacy.charter.clauses import sections_of
from advocacy.charter.previewing import Comparison, comparisons
from advocacy.errors import Refused
from advocacy.markup import render
from advocacy.people.rules import Language
from advocacy.quizzes.quiz import Quiz, readable
from advocacy.training.rules.texts import LessonParts

_COMPARED = ("title", "lead", "change_note", "quiz")


@dataclass(frozen=True)
class Preview:
    """One language as readers would see it; `problem` instead of HTML when it cannot be read at all.

    `quiz` is as much of it as can be read. `sections` are titles by id.
    """

    language: Language
    title: str
    lead: str
    change_note: str
    html: Markup
    sections: Mapping[str, str]
    quiz: Quiz
    problem: Refused | None = None


def previews(texts: Mapping[Language, LessonParts]) -> tuple[Preview, ...]:
    """Each language rendered; the ids in them begin with the language, so that both can be on one page."""
    return tuple(_preview(text) for text in texts.values())


def compared(
    old: Mapping[Language, LessonParts], new: Mapping[Language, LessonParts]
) -> tuple[Comparison, ...]:
    """Each language that both have, compared part by part and section by section."""
    return comparisons(old, new, _COMPARED)


def _preview(text: LessonParts) -> Preview:
    html, problem = Markup(""), None
    try:
        html = render(text.source, language=text.language.value, prefix=f"{text.language.value}-").html
    except Refused as unreadable:
        problem = unreadable
    return Preview(
        language=text.language,
        title=text.title,
        lead=text.lead,
        change_note=text.change_note,
        html=html,
        sections=sections_of(text.source),
        quiz=readable(text.quiz),
        problem=problem,
    )
