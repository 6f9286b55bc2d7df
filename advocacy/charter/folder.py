"""A version as a folder of Markdown, to be written in any editor, kept in any archive, and taken in again.

One file per language (``fr.md``, ``en.md``) and, if wished, a one-page summary of each (``summary.fr.md``).
Below a head of named values stands the text; ``charter/README.md`` tells authors the same with an example.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advocacy.charter.front_matter import Page, read_page, write_page
from advocacy.charter.rules.words import Force
from advocacy.errors import N_, Problems, Refused
from advocacy.settings import LANGUAGES

FORCES = frozenset(force.value for force in Force)
LARGEST_FILE = 1_000_000

_TEXT_NAMES = ("document", "language", "title", "authoritative", "force", "statement", "change_note")
_SUMMARY_NAMES = ("document", "language", "title")
_FILE = re.compile(r"(?P<summary>summary\.)?(?P<language>[a-z]{2})\.md")
_DOCUMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


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


class FolderProblems(Problems):
    """Everything that is wrong with a folder; each problem names file and line."""


def read_folder(files: Mapping[str, bytes]) -> VersionFolder:
    """Return the version that ``files`` (contents by name) hold; README.md and other kinds are left out.

    Raises FolderProblems. The texts themselves are not judged here: `wording.check_text` does that.
    """
    problems: list[Refused] = []
    pages = _pages(files, problems)
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
        problems += _page_problems(page, language, _TEXT_NAMES)
    for language, page in summaries.items():
        problems += _page_problems(page, language, _SUMMARY_NAMES)
        if f"{language}.md" not in files:
            problems.append(Refused("%(file)s sums up a text that is missing.", file=page.file, line=1))
    problems += _disagreements([*texts.values(), *summaries.values()], "document")
    problems += _disagreements(list(texts.values()), "force")
    # A file that could not be read may be the one that has authority.
    unread = any(f"{language}.md" in files and language not in texts for language in LANGUAGES)
    problems += _authority_problems(list(texts.values()), unread=unread)
    if problems:
        raise FolderProblems(tuple(problems))
    return _version(texts, summaries)


def write_folder(version: VersionFolder) -> dict[str, bytes]:
    """Return the files of ``version``, contents by name; `read_folder` gives the same version back."""
    files: dict[str, bytes] = {}
    for text in version.texts:
        shared: dict[str, str | bool] = {"document": version.document, "language": text.language}
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


def _pages(files: Mapping[str, bytes], problems: list[Refused]) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    for name in sorted(files):
        if not name.endswith(".md") or name == "README.md":
            continue
        known = _FILE.fullmatch(name)
        if known is None or known["language"] not in LANGUAGES:
            problems.append(
                Refused(
                    "%(file)s is no file of a version; the languages are fr and en.", file=name[:80], line=1
                )
            )
        elif len(files[name]) > LARGEST_FILE:
            problems.append(Refused("%(file)s is larger than a text can be.", file=name, line=1))
        else:
            try:
                pages[name] = read_page(name, files[name])
            except Problems as unreadable:
                problems += unreadable.problems
    return pages


def _page_problems(page: Page, language: str, names: tuple[str, ...]) -> Iterator[Refused]:
    for name, value in page.values.items():
        if name not in names:
            yield _at(page, name, N_("%(file)s, line %(line)s: “%(name)s” is not known here."))
        elif isinstance(value.value, bool) != (name == "authoritative"):
            kind = N_("%(file)s, line %(line)s: “%(name)s” must be true or false.")
            words = N_("%(file)s, line %(line)s: “%(name)s” must be words; put them between quotes.")
            yield _at(page, name, kind if name == "authoritative" else words)
        elif value.value == "":
            yield _at(page, name, N_("%(file)s, line %(line)s: “%(name)s” is empty."))
        else:
            yield from _value_problems(page, name, str(value.value), language)
    for name in names:
        if name not in page.values:
            yield _at(page, name, N_("%(file)s, line %(line)s: “%(name)s” is missing in the head."))
    if not page.body:
        yield Refused("%(file)s has no text below its head.", file=page.file, line=len(page.values) + 2)


def _value_problems(page: Page, name: str, value: str, language: str) -> Iterator[Refused]:
    if name == "language" and value != language:
        yield _at(
            page,
            name,
            N_("%(file)s, line %(line)s: the language is “%(value)s”, the file’s name says another."),
        )
    if name == "force" and value not in FORCES:
        yield _at(
            page, name, N_("%(file)s, line %(line)s: the force is informative or binding, not “%(value)s”.")
        )
    if name == "document" and not (_DOCUMENT.fullmatch(value) and len(value) <= 64):
        yield _at(
            page,
            name,
            N_("%(file)s, line %(line)s: a document is named in small letters, digits and hyphens."),
        )


def _disagreements(pages: list[Page], name: str) -> Iterator[Refused]:
    """The first file says what the others must say too."""
    holders = [page for page in pages if name in page.values]
    for page in holders[1:]:
        if page.values[name].value != holders[0].values[name].value:
            yield _at(
                page,
                name,
                N_("%(file)s, line %(line)s: “%(name)s” is “%(value)s”, but %(other)s says “%(expected)s”."),
                other=holders[0].file,
                expected=str(holders[0].values[name].value),
            )


def _authority_problems(pages: list[Page], *, unread: bool) -> Iterator[Refused]:
    claims = [page for page in pages if _claims_authority(page)]
    for page in claims[1:]:
        sentence = N_(
            "%(file)s, line %(line)s: %(other)s is authoritative already; only one language can be."
        )
        yield _at(page, "authoritative", sentence, other=claims[0].file)
    if pages and not claims and not unread:
        yield _at(
            pages[0], "authoritative", N_("%(file)s, line %(line)s: one language must be authoritative.")
        )


def _claims_authority(page: Page) -> bool:
    return "authoritative" in page.values and page.values["authoritative"].value is True


def _at(page: Page, name: str, sentence: str, **values: str) -> Refused:
    held = page.values.get(name)
    value = str(held.value)[:80] if held else ""
    return Refused(sentence, file=page.file, line=held.line if held else 1, name=name, value=value, **values)


def _version(texts: dict[str, Page], summaries: dict[str, Page]) -> VersionFolder:
    def words(page: Page | None, name: str) -> str:
        return str(page.values[name].value) if page else ""

    return VersionFolder(
        document=words(texts["fr"], "document"),
        authoritative=next(language for language, page in texts.items() if _claims_authority(page)),
        force=words(texts["fr"], "force"),
        texts=tuple(
            FolderText(
                language=language,
                title=words(page, "title"),
                statement=words(page, "statement"),
                change_note=words(page, "change_note"),
                source=page.body,
                summary=summaries[language].body if language in summaries else "",
                summary_title=words(summaries.get(language), "title"),
            )
            for language, page in texts.items()
        ),
    )
