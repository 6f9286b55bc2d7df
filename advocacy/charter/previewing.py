"""What a draft would look like, whatever is wrong with it; and what changed since the version before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from advocacy.charter.changes import ChangeKind, ClauseChange, changes
from advocacy.charter.clauses import sections_of
from advocacy.charter.rules.texts import TextParts
from advocacy.charter.worddiff import Effort, diff
from advocacy.errors import Refused
from advocacy.markup import render
from advocacy.markup.labels import labels
from advocacy.people.rules import Language
from advocacy.quizzes.quiz import Quiz, readable

_COMPARED = ("title", "statement", "change_note", "summary", "quiz")


class Written(Protocol):
    """A text in one language: Markdown, beside other parts that are compared by their names."""

    @property
    def language(self) -> Language:
        """In which language it is."""

    @property
    def source(self) -> str:
        """Its Markdown."""


@dataclass(frozen=True)
class Preview:
    """One language as readers would see it; `problem` instead of HTML when it cannot be read at all.

    `quiz` is as much of it as can be read. `sections` are the titles of the clauses by id.
    """

    language: Language
    title: str
    statement: str
    change_note: str
    html: Markup
    summary_html: Markup
    quiz: Quiz
    sections: Mapping[str, str]
    problem: Refused | None = None


@dataclass(frozen=True)
class PartChange:
    """A part beside the Markdown, such as the title, its changes marked; `changed` when there are any."""

    part: str
    html: Markup
    changed: bool


@dataclass(frozen=True)
class Comparison:
    """One language compared with the version before: parts, clauses, or why that is impossible."""

    language: Language
    parts: tuple[PartChange, ...]
    clauses: tuple[ClauseChange, ...]
    problem: Refused | None = None

    @property
    def changed(self) -> tuple[ClauseChange, ...]:
        """The clauses that are not as they were."""
        return tuple(clause for clause in self.clauses if clause.kind is not ChangeKind.UNCHANGED)


def previews(texts: Mapping[Language, TextParts]) -> tuple[Preview, ...]:
    """Each language rendered; the ids in them begin with the language, so that both can be on one page."""
    return tuple(_preview(text) for text in texts.values())


def comparisons(
    old: Mapping[Language, Written], new: Mapping[Language, Written], parts: tuple[str, ...] = _COMPARED
) -> tuple[Comparison, ...]:
    """Each language that both have, compared: their Markdown, and these `parts` beside it."""
    return tuple(_compare(old[language], text, parts) for language, text in new.items() if language in old)


def _preview(text: TextParts) -> Preview:
    prefix = f"{text.language.value}-"
    html, summary, problem = Markup(""), Markup(""), None
    try:
        html = render(text.source, language=text.language.value, prefix=prefix).html
        summary = render(text.summary, language=text.language.value, prefix=f"{prefix}summary-").html
    except Refused as unreadable:
        problem = unreadable
    return Preview(
        language=text.language,
        title=text.title,
        statement=text.statement,
        change_note=text.change_note,
        html=html,
        summary_html=summary,
        quiz=readable(text.quiz),
        sections=sections_of(text.source),
        problem=problem,
    )


def _compare(old: Written, new: Written, names: tuple[str, ...]) -> Comparison:
    parts = tuple(_parts(old, new, names))
    try:
        clauses = changes(old.source, new.source, language=new.language.value)
    except Refused as problem:
        return Comparison(new.language, parts, (), problem)
    return Comparison(new.language, parts, clauses)


def _parts(old: Written, new: Written, names: tuple[str, ...]) -> Iterator[PartChange]:
    words, effort = labels(new.language.value), Effort()
    for part in names:
        before, after = getattr(old, part), getattr(new, part)
        yield PartChange(part, diff(before, after, words, effort), before != after)
