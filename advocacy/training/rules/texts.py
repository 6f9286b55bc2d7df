"""What an author types for a module, in one language."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.people.rules import Language


@dataclass(frozen=True)
class LessonParts:
    """One language of a module: the lesson in Markdown, a section per heading, and its quiz."""

    language: Language
    title: str
    lead: str
    change_note: str
    source: str
    quiz: str
