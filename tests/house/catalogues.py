"""The catalogues of texts: what the program says, gathered from its source, and its translations.

`python -m tests.house.catalogues` (`make catalogues`) writes what the program says now into the catalogues;
what is new waits there for its translation.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from tests.house.source import ROOT

FOLDER = ROOT / "translations"
TRANSLATED = ("fr",)
"""Languages with a catalogue. English needs none: the texts in the source are English."""

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "_l": None,
    "N_": None,
    "Refused": None,
    "Unproven": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
"""How texts are marked: each name with the places of its arguments that are texts (None: the first)."""


def extracted() -> Catalog:
    """Every text that the program says, with where."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = Catalog(project="Advocacy", charset="utf-8", fuzzy=False)
    for folder in ("advocacy", "templates"):
        base = ROOT / folder
        here = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods]
        local = {pattern.removeprefix(f"{folder}/"): values for pattern, values in options.items()}
        for name, line, text, comments, context in extract_from_dir(
            base, here, local, keywords=KEYWORDS, strip_comment_tags=True
        ):
            if "_shipped" not in name:
                place = (f"{folder}/{name}", line)
                found.add(text, None, [place], auto_comments=comments, context=context)
    return found


def path_of(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def catalogue(language: str) -> Catalog:
    """The translations into this language; an empty catalogue when there are none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Advocacy", header_comment="", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(catalog: Catalog) -> dict[tuple[str, str | None], Message]:
    """The messages by (text in the singular, context), without the header."""
    return {(singular(message), message.context): message for message in catalog if message.id}


def singular(message: Message) -> str:
    """The text as it stands in the source; of two forms the first."""
    return message.id if isinstance(message.id, str) else message.id[0]


def update() -> None:
    """Write what the program says now into every catalogue. Nothing is guessed; what is gone is dropped."""
    said = extracted()
    for language in TRANSLATED:
        kept = catalogue(language)
        kept.update(said, no_fuzzy_matching=True)
        kept.obsolete.clear()
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, kept, width=100, sort_by_file=True, include_lineno=False, omit_header=False)
        missing = sum(not is_translated(message) for message in messages(kept).values())
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(kept)} texts, {missing} without a translation\n")


def is_translated(message: Message) -> bool:
    """Whether every form of the message has its translation, confirmed by a person."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(forms) and all(forms) and not message.fuzzy


if __name__ == "__main__":
    update()
