"""All that is wrong with a draft's texts at once, by language: what is missing, and what its Markdown says.

Plain Python: values in, findings out. `wording` and `clauses` judge one text and the texts together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advocacy.charter.clauses import language_problems
from advocacy.charter.rules.texts import TextParts, missing_parts
from advocacy.charter.wording import check_text
from advocacy.errors import Refused
from advocacy.markup import render
from advocacy.people.rules import Language


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `language` is None when it is about the languages together."""

    language: Language | None
    problem: Refused


def proofread(texts: Mapping[Language, TextParts]) -> tuple[Finding, ...]:
    """Everything that keeps these texts from being reviewed, French first; empty when nothing does."""
    found = [Finding(language, problem) for language, problem in missing_parts(texts)]
    written = {language: texts[language] for language in Language if _is_written(texts.get(language))}
    single: list[Finding] = []
    for language, text in written.items():
        single += [Finding(language, problem) for problem in check_text(text.source, language.value)]
        single += [Finding(language, problem) for problem in _summary_problems(text)]
    if not single and len(written) > 1:
        # Texts are held against each other once each of them can be split into clauses.
        sources = {language.value: text.source for language, text in written.items()}
        single = [Finding(None, problem) for problem in language_problems(sources)]
    return tuple(found + single)


def _is_written(text: TextParts | None) -> bool:
    return text is not None and bool(text.source.strip())


def _summary_problems(text: TextParts) -> Iterator[Refused]:
    try:
        render(text.summary, language=text.language.value)
    except Refused as unreadable:
        yield unreadable
