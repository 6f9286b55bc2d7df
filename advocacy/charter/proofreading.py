"""All that is wrong with a draft's texts at once, by language: what is missing, and what its Markdown says.

Plain Python: values in, findings out. `wording` and `clauses` judge one text and the texts together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advocacy.charter.clauses import language_problems, sections_of
from advocacy.charter.rules.texts import TextParts, missing_parts
from advocacy.charter.wording import check_text
from advocacy.errors import N_, Refused
from advocacy.markup import render
from advocacy.people.rules import Language
from advocacy.quizzes.proofreading import Written, check_quizzes
from advocacy.quizzes.terms import NO_TERMS, Terms, pass_mark_problems


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `language` is None when it is about the languages together."""

    language: Language | None
    problem: Refused
    is_quiz: bool = False


def proofread(texts: Mapping[Language, TextParts], terms: Terms = NO_TERMS) -> tuple[Finding, ...]:
    """Everything that keeps these texts and their quiz, if any, from being reviewed, French first.

    Empty when nothing does.
    """
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
    return (*found, *single, *_quiz_findings(texts, terms))


def _quiz_findings(texts: Mapping[Language, TextParts], terms: Terms) -> Iterator[Finding]:
    """What is wrong with the quiz. None attached is nothing wrong, unless a mark asks for it."""
    if not any(text.quiz.strip() for text in texts.values()):
        if terms.pass_mark:
            yield Finding(
                None, Refused("There is no quiz: write one, or empty the number of right answers."), True
            )
        return
    written = {
        language.value: Written(text.quiz, sections_of(text.source)) for language, text in texts.items()
    }
    checked = check_quizzes(
        written,
        no_section=N_(
            "Line %(line)s: the question “%(question)s” leads to the clause %(section)s, "
            "which the text does not have."
        ),
    )
    for code, problem in checked.problems:
        yield Finding(Language(code) if code else None, problem, True)
    for problem in pass_mark_problems(terms.pass_mark, checked.questions):
        yield Finding(None, problem, True)


def _is_written(text: TextParts | None) -> bool:
    return text is not None and bool(text.source.strip())


def _summary_problems(text: TextParts) -> Iterator[Refused]:
    try:
        render(text.summary, language=text.language.value)
    except Refused as unreadable:
        yield unreadable
