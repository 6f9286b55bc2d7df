"""The heads of the files of one folder, judged together: what must stand in each, and what must agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from advocacy.charter.front_matter import Page, read_page
from advocacy.errors import N_, Problems, Refused
from advocacy.settings import LANGUAGES

LARGEST_FILE = 1_000_000
_SHORT_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class FolderProblems(Problems):
    """Everything that is wrong with a folder; each problem names file and line."""


def read_pages(
    files: Mapping[str, bytes],
    known: re.Pattern[str],
    problems: list[Refused],
    *,
    numbers: Collection[str] = (),
) -> dict[str, Page]:
    """The files whose name `known` takes, by name; README.md and other kinds are left out.

    `known` has a group `language`; what cannot be read is added to `problems`. `numbers` are the names whose
    values may be numbers.
    """
    pages: dict[str, Page] = {}
    for name in sorted(files):
        if not name.endswith(".md") or name == "README.md":
            continue
        found = known.fullmatch(name)
        if found is None or found["language"] not in LANGUAGES:
            problems.append(
                Refused(
                    "%(file)s is no file of a version; the languages are fr and en.", file=name[:80], line=1
                )
            )
        elif len(files[name]) > LARGEST_FILE:
            problems.append(Refused("%(file)s is larger than a text can be.", file=name, line=1))
        else:
            try:
                pages[name] = read_page(name, files[name], numbers=numbers)
            except Problems as unreadable:
                problems += unreadable.problems
    return pages


def page_problems(
    page: Page, language: str, names: Collection[str], optional: Collection[str] = ()
) -> Iterator[Refused]:
    """What is wrong with the head of one file: `names` must stand in it, and nothing but `optional` else."""
    for name in page.values:
        sentence = (
            _value_problem(page, name, language)
            if name in names or name in optional
            else N_("%(file)s, line %(line)s: “%(name)s” is not known here.")
        )
        if sentence:
            yield at(page, name, sentence)
    for name in names:
        if name not in page.values:
            yield at(page, name, N_("%(file)s, line %(line)s: “%(name)s” is missing in the head."))
    if not page.body:
        yield Refused("%(file)s has no text below its head.", file=page.file, line=len(page.values) + 2)


def _value_problem(page: Page, name: str, language: str) -> str | None:
    value = page.values[name].value
    if isinstance(value, bool) != (name == "authoritative"):
        if name == "authoritative":
            return N_("%(file)s, line %(line)s: “%(name)s” must be true or false.")
        return N_("%(file)s, line %(line)s: “%(name)s” must be words; put them between quotes.")
    if value == "":
        return N_("%(file)s, line %(line)s: “%(name)s” is empty.")
    if name == "language" and value != language:
        return N_("%(file)s, line %(line)s: the language is “%(value)s”, the file’s name says another.")
    return None


def is_short_name(value: str) -> bool:
    """Whether a document or a module can be called so."""
    return len(value) <= 64 and _SHORT_NAME.fullmatch(value) is not None


def disagreements(pages: Iterable[Page], name: str) -> Iterator[Refused]:
    """The first file says what the others must say too."""
    holders = [page for page in pages if name in page.values]
    for page in holders[1:]:
        if page.values[name].value != holders[0].values[name].value:
            yield at(
                page,
                name,
                N_("%(file)s, line %(line)s: “%(name)s” is “%(value)s”, but %(other)s says “%(expected)s”."),
                other=holders[0].file,
                expected=str(holders[0].values[name].value),
            )


def authority_problems(pages: list[Page], *, unread: bool) -> Iterator[Refused]:
    """Exactly one language has authority; with a file `unread`, it may be that one."""
    claims = [page for page in pages if claims_authority(page)]
    for page in claims[1:]:
        sentence = N_(
            "%(file)s, line %(line)s: %(other)s is authoritative already; only one language can be."
        )
        yield at(page, "authoritative", sentence, other=claims[0].file)
    if pages and not claims and not unread:
        yield at(
            pages[0], "authoritative", N_("%(file)s, line %(line)s: one language must be authoritative.")
        )


def claims_authority(page: Page) -> bool:
    """Whether this file says that its language is the one with authority."""
    return "authoritative" in page.values and page.values["authoritative"].value is True


def words_in(page: Page | None, name: str) -> str:
    """The value of a name as words; an empty text when there is none."""
    return str(page.values[name].value) if page and name in page.values else ""


def at(page: Page, name: str, sentence: str, **values: str) -> Refused:
    """`sentence` about the value of a name, with file and line."""
    held = page.values.get(name)
    value = str(held.value)[:80] if held else ""
    return Refused(sentence, file=page.file, line=held.line if held else 1, name=name, value=value, **values)
