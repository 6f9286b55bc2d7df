"""A version of a module as a folder of Markdown: `fr.md`, `en.md`, `quiz.fr.md`, `quiz.en.md`.

Below a head of named values stands the lesson, or the quiz; ``charter/README.md`` tells authors the same with
an example. The settings stand in the head of the language with authority.
"""

from __future__ import annotations

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
from advocacy.errors import N_, Refused
from advocacy.people.rules import Language
from advocacy.settings import LANGUAGES
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.drafting import ModuleSettings
from advocacy.training.rules.texts import LessonParts

_TEXT_NAMES = ("module", "language", "title", "lead", "change_note")
_SETTINGS = ("authoritative", "kind", "pass_mark", "attempts", "minutes")
_NUMBERS = ("pass_mark", "attempts", "minutes")
_QUIZ_NAMES = ("module", "language")
_FILE = re.compile(r"(?P<quiz>quiz\.)?(?P<language>[a-z]{2})\.md")
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class ModuleFolder:
    """A version of a module: its short name, kind, settings and texts."""

    module: str
    kind: ModuleKind
    settings: ModuleSettings
    texts: tuple[LessonParts, ...]


def read_folder(files: Mapping[str, bytes]) -> ModuleFolder:
    """The version that `files` (contents by name) hold; README.md and other kinds are left out.

    Raises FolderProblems: every problem with file and line. Lessons and quizzes are not judged here:
    `proofreading` does that.
    """
    problems: list[Refused] = []
    pages = read_pages(files, _FILE, problems, numbers=_NUMBERS)
    texts: dict[str, Page] = {one: pages[name] for one in LANGUAGES if (name := f"{one}.md") in pages}
    quizzes: dict[str, Page] = {one: pages[name] for one in LANGUAGES if (name := f"quiz.{one}.md") in pages}
    if not any(f"{language}.md" in files for language in LANGUAGES):
        problems.append(
            Refused("%(file)s is missing: a module needs a text to begin with.", file="fr.md", line=1)
        )
    for language, page in texts.items():
        problems += _text_problems(page, language)
    for language, page in quizzes.items():
        problems += page_problems(page, language, _QUIZ_NAMES)
        if f"{language}.md" not in files:
            problems.append(Refused("%(file)s asks about a text that is missing.", file=page.file, line=1))
    problems += disagreements([*texts.values(), *quizzes.values()], "module")
    unread = any(f"{language}.md" in files and language not in texts for language in LANGUAGES)
    problems += authority_problems(list(texts.values()), unread=unread)
    if problems:
        raise FolderProblems(tuple(problems))
    return _module(texts, quizzes)


def write_folder(folder: ModuleFolder) -> dict[str, bytes]:
    """The files of a version, contents by name; `read_folder` gives the same version back."""
    files: dict[str, bytes] = {}
    for text in folder.texts:
        shared: dict[str, str | bool | int] = {"module": folder.module, "language": text.language.value}
        head = shared | {"title": text.title, "lead": text.lead, "change_note": text.change_note}
        if text.language is folder.settings.authoritative:
            head |= {
                "authoritative": True,
                "kind": folder.kind.value,
                "pass_mark": folder.settings.pass_mark,
                "attempts": folder.settings.attempts or 0,
                "minutes": folder.settings.minutes,
            }
        files[f"{text.language}.md"] = write_page(head, text.source)
        if text.quiz:
            files[f"quiz.{text.language}.md"] = write_page(shared, text.quiz)
    return files


def _text_problems(page: Page, language: str) -> Iterator[Refused]:
    names = (*_TEXT_NAMES, *_SETTINGS) if claims_authority(page) else _TEXT_NAMES
    yield from page_problems(page, language, names, optional=("authoritative",))
    module, kind = words_in(page, "module"), words_in(page, "kind")
    if module and not is_short_name(module):
        yield at(
            page,
            "module",
            N_("%(file)s, line %(line)s: a module is named in small letters, digits and hyphens."),
        )
    if kind and kind not in {known.value for known in ModuleKind}:
        yield at(
            page,
            "kind",
            N_("%(file)s, line %(line)s: the kind is text, session or proof, not “%(value)s”."),
        )
    for name in _NUMBERS:
        value = words_in(page, name)
        if value and not _NUMBER.fullmatch(value):
            yield at(
                page,
                name,
                N_("%(file)s, line %(line)s: “%(name)s” must be a whole number, not “%(value)s”."),
            )


def _module(texts: dict[str, Page], quizzes: dict[str, Page]) -> ModuleFolder:
    language, leading = next((one, page) for one, page in texts.items() if claims_authority(page))
    return ModuleFolder(
        module=words_in(leading, "module"),
        kind=ModuleKind(words_in(leading, "kind")),
        settings=ModuleSettings(
            authoritative=Language(language),
            pass_mark=int(words_in(leading, "pass_mark")),
            attempts=int(words_in(leading, "attempts")) or None,
            minutes=int(words_in(leading, "minutes")),
        ),
        texts=tuple(
            LessonParts(
                language=Language(one),
                title=words_in(page, "title"),
                lead=words_in(page, "lead"),
                change_note=words_in(page, "change_note"),
                source=page.body,
                quiz=quizzes[one].body if one in quizzes else "",
            )
            for one, page in texts.items()
        ),
    )
