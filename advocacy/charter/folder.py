"""A version as a folder of Markdown, to be written in any editor, kept in any archive, and taken in again.

One file per language (``fr.md``, ``en.md``) and, if wished, a one-page summary of each (``summary.fr.md``)
and a quiz (``quiz.fr.md``), whose terms stand in the head of the text with authority. Below a head of named
values stands the text; ``charter/README.md`` tells authors the same with an example.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advocacy.charter.front_matter import Page, write_page
from advocacy.charter.heads import (
    FolderProblems,
    at,
    authority_problems,
    claims_authority,
    disagreements,
    is_short_name,
    page_problems,
    read_pages,
    words_in,
)
from advocacy.charter.rules.words import Force
from advocacy.errors import N_, Refused
from advocacy.quizzes.terms import NO_TERMS, Terms
from advocacy.settings import LANGUAGES

__all__ = ["FolderProblems", "FolderText", "VersionFolder", "read_folder", "write_folder"]

FORCES = frozenset(force.value for force in Force)

_TEXT_NAMES = ("document", "language", "title", "authoritative", "force", "statement", "change_note")
_SUMMARY_NAMES = ("document", "language", "title")
_QUIZ_NAMES = ("document", "language")
_TERMS = ("pass_mark", "attempts")
_FILE = re.compile(r"(?:summary\.|quiz\.)?(?P<language>[a-z]{2})\.md")
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class FolderText:
    """One language: ``source`` is Markdown, like the one-page ``summary``; that and ``quiz`` may be empty."""

    language: str
    title: str
    statement: str
    change_note: str
    source: str
    summary: str = ""
    summary_title: str = ""
    quiz: str = ""


@dataclass(frozen=True)
class VersionFolder:
    """A version: the slug of its document, the language with authority, its force, its texts.

    `terms` are those of its quiz, if it has one.
    """

    document: str
    authoritative: str
    force: str
    texts: tuple[FolderText, ...]
    terms: Terms = NO_TERMS


def read_folder(files: Mapping[str, bytes]) -> VersionFolder:
    """Return the version that ``files`` (contents by name) hold; README.md and other kinds are left out.

    Raises FolderProblems. The texts themselves are not judged here: `wording.check_text` does that.
    """
    problems: list[Refused] = []
    pages = read_pages(files, _FILE, problems, numbers=_TERMS)
    texts, summaries, quizzes = (_named(pages, kind) for kind in ("", "summary.", "quiz."))
    if "fr.md" not in files:
        problems.append(
            Refused("%(file)s is missing: a version needs its French text.", file="fr.md", line=1)
        )
    for language, page in texts.items():
        optional = _TERMS if quizzes and claims_authority(page) else ()
        problems += [*page_problems(page, language, _TEXT_NAMES, optional), *_value_problems(page)]
    for language, page in summaries.items():
        problems += [*page_problems(page, language, _SUMMARY_NAMES), *_value_problems(page)]
        if f"{language}.md" not in files:
            problems.append(Refused("%(file)s sums up a text that is missing.", file=page.file, line=1))
    for language, page in quizzes.items():
        problems += [*page_problems(page, language, _QUIZ_NAMES), *_value_problems(page)]
        if f"{language}.md" not in files:
            problems.append(Refused("%(file)s asks about a text that is missing.", file=page.file, line=1))
    problems += disagreements([*texts.values(), *summaries.values(), *quizzes.values()], "document")
    problems += disagreements(list(texts.values()), "force")
    # A file that could not be read may be the one that has authority.
    unread = any(f"{language}.md" in files and language not in texts for language in LANGUAGES)
    problems += authority_problems(list(texts.values()), unread=unread)
    if problems:
        raise FolderProblems(tuple(problems))
    return _version(texts, summaries, quizzes)


def write_folder(version: VersionFolder) -> dict[str, bytes]:
    """Return the files of ``version``, contents by name; `read_folder` gives the same version back."""
    files: dict[str, bytes] = {}
    terms: dict[str, str | bool | int] = {}
    if any(text.quiz for text in version.texts):
        terms = {"pass_mark": version.terms.pass_mark, "attempts": version.terms.attempts or 0}
    for text in version.texts:
        shared: dict[str, str | bool | int] = {"document": version.document, "language": text.language}
        files[f"{text.language}.md"] = write_page(
            shared
            | {
                "title": text.title,
                "authoritative": text.language == version.authoritative,
                "force": version.force,
                "statement": text.statement,
                "change_note": text.change_note,
            }
            | (terms if text.language == version.authoritative else {}),
            text.source,
        )
        if text.summary:
            files[f"summary.{text.language}.md"] = write_page(
                shared | {"title": text.summary_title}, text.summary
            )
        if text.quiz:
            files[f"quiz.{text.language}.md"] = write_page(shared, text.quiz)
    return files


def _named(pages: Mapping[str, Page], kind: str) -> dict[str, Page]:
    """The pages of one kind by language."""
    return {one: pages[name] for one in LANGUAGES if (name := f"{kind}{one}.md") in pages}


def _value_problems(page: Page) -> Iterator[Refused]:
    force, document = words_in(page, "force"), words_in(page, "document")
    if force and not _is_flag(page, "force") and force not in FORCES:
        yield at(
            page,
            "force",
            N_("%(file)s, line %(line)s: the force is informative or binding, not “%(value)s”."),
        )
    if document and not _is_flag(page, "document") and not is_short_name(document):
        yield at(
            page,
            "document",
            N_("%(file)s, line %(line)s: a document is named in small letters, digits and hyphens."),
        )

    for name in _TERMS:
        value = words_in(page, name)
        if value and not _NUMBER.fullmatch(value):
            yield at(
                page,
                name,
                N_("%(file)s, line %(line)s: “%(name)s” must be a whole number, not “%(value)s”."),
            )


def _is_flag(page: Page, name: str) -> bool:
    return isinstance(page.values[name].value, bool)


def _version(texts: dict[str, Page], summaries: dict[str, Page], quizzes: dict[str, Page]) -> VersionFolder:
    authoritative, leading = next((one, page) for one, page in texts.items() if claims_authority(page))
    return VersionFolder(
        document=words_in(texts["fr"], "document"),
        authoritative=authoritative,
        force=words_in(texts["fr"], "force"),
        texts=tuple(
            FolderText(
                language=language,
                title=words_in(page, "title"),
                statement=words_in(page, "statement"),
                change_note=words_in(page, "change_note"),
                source=page.body,
                summary=summaries[language].body if language in summaries else "",
                summary_title=words_in(summaries.get(language), "title"),
                quiz=quizzes[language].body if language in quizzes else "",
            )
            for language, page in texts.items()
        ),
        terms=Terms(
            int(words_in(leading, "pass_mark") or 0), int(words_in(leading, "attempts") or 0) or None
        ),
    )
