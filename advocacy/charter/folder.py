"""A version as a folder of Markdown, to be written in any editor, kept in any archive, and taken in again.

One file per language (``fr.md``, ``en.md``) and, if wished, a one-page summary of each (``summary.fr.md``).
Below a head of named values stands the text; ``charter/README.md`` tells authors the same with an example.
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
from advocacy.settings import LANGUAGES

__all__ = ["FolderProblems", "FolderText", "VersionFolder", "read_folder", "write_folder"]

FORCES = frozenset(force.value for force in Force)

_TEXT_NAMES = ("document", "language", "title", "authoritative", "force", "statement", "change_note")
_SUMMARY_NAMES = ("document", "language", "title")
_FILE = re.compile(r"(?P<summary>summary\.)?(?P<language>[a-z]{2})\.md")


@dataclass(frozen=True)
class FolderText:
    """One language: ``source`` is Markdown, like the one-page ``summary``, which may be empty."""

    language: str
    title: str
    statement: str
    change_note: str
    source: str
    summary: str = ""
    summary_title: str = ""


@dataclass(frozen=True)
class VersionFolder:
    """A version: the slug of its document, the language with authority, its force, its texts."""

    document: str
    authoritative: str
    force: str
    texts: tuple[FolderText, ...]


def read_folder(files: Mapping[str, bytes]) -> VersionFolder:
    """Return the version that ``files`` (contents by name) hold; README.md and other kinds are left out.

    Raises FolderProblems. The texts themselves are not judged here: `wording.check_text` does that.
    """
    problems: list[Refused] = []
    pages = read_pages(files, _FILE, problems)
    texts: dict[str, Page] = {
        language: pages[name] for language in LANGUAGES if (name := f"{language}.md") in pages
    }
    summaries: dict[str, Page] = {
        one: pages[name] for one in LANGUAGES if (name := f"summary.{one}.md") in pages
    }
    if "fr.md" not in files:
        problems.append(
            Refused("%(file)s is missing: a version needs its French text.", file="fr.md", line=1)
        )
    for language, page in texts.items():
        problems += [*page_problems(page, language, _TEXT_NAMES), *_value_problems(page)]
    for language, page in summaries.items():
        problems += [*page_problems(page, language, _SUMMARY_NAMES), *_value_problems(page)]
        if f"{language}.md" not in files:
            problems.append(Refused("%(file)s sums up a text that is missing.", file=page.file, line=1))
    problems += disagreements([*texts.values(), *summaries.values()], "document")
    problems += disagreements(list(texts.values()), "force")
    # A file that could not be read may be the one that has authority.
    unread = any(f"{language}.md" in files and language not in texts for language in LANGUAGES)
    problems += authority_problems(list(texts.values()), unread=unread)
    if problems:
        raise FolderProblems(tuple(problems))
    return _version(texts, summaries)


def write_folder(version: VersionFolder) -> dict[str, bytes]:
    """Return the files of ``version``, contents by name; `read_folder` gives the same version back."""
    files: dict[str, bytes] = {}
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
            },
            text.source,
        )
        if text.summary:
            files[f"summary.{text.language}.md"] = write_page(
                shared | {"title": text.summary_title}, text.summary
            )
    return files


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


def _is_flag(page: Page, name: str) -> bool:
    return isinstance(page.values[name].value, bool)


def _version(texts: dict[str, Page], summaries: dict[str, Page]) -> VersionFolder:
    return VersionFolder(
        document=words_in(texts["fr"], "document"),
        authoritative=next(language for language, page in texts.items() if claims_authority(page)),
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
            )
            for language, page in texts.items()
        ),
    )
