"""Versions that travel as folders of Markdown: taken in as drafts, given out as files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select

from advocacy.access import Can
from advocacy.charter.actions.documents import open_document
from advocacy.charter.actions.drafts import Beginning, start
from advocacy.charter.folder import FolderText, VersionFolder, read_folder, write_folder
from advocacy.charter.freezing import VersionParts
from advocacy.charter.heads import LARGEST_FILE
from advocacy.charter.models import Document
from advocacy.charter.rules.texts import TextParts
from advocacy.charter.rules.words import Force
from advocacy.errors import Refused
from advocacy.people.rules import Language
from advocacy.work import Work


def import_folder(work: Work, files: Mapping[str, bytes], *, origin: str, into: str | None = None) -> int:
    """Begin a draft with the version that `files` hold; returns the draft's id. Never publishes.

    The document is the one the folder names; it is opened when it does not exist yet. `into` is the document
    it must be, if any. Raises Problems naming file and line for a folder that cannot be read, Refused when
    the document has an open draft.
    """
    work.actor.require(Can.WRITE_CHARTER)
    folder = read_folder(files)
    if into is not None and folder.document != into:
        raise Refused(
            "This folder holds the document “%(found)s”, not “%(expected)s”.",
            found=folder.document,
            expected=into,
        )
    known = work.session.scalar(select(Document.id).where(Document.slug == folder.document))
    if known is None:
        open_document(work, folder.document)
    return start(work, folder.document, beginning_of(folder, origin))


def beginning_of(folder: VersionFolder, origin: str) -> Beginning:
    """What a draft starts from when it starts from `folder`."""
    return Beginning(
        origin=origin,
        force=Force(folder.force),
        authoritative=Language(folder.authoritative),
        texts=tuple(
            TextParts(
                language=Language(text.language),
                title=text.title,
                statement=text.statement,
                change_note=text.change_note,
                source=text.source,
                summary=text.summary,
                quiz=text.quiz,
            )
            for text in folder.texts
        ),
        terms=folder.terms,
    )


def export_folder(parts: VersionParts) -> dict[str, bytes]:
    """The files of a version or a draft, contents by name."""
    texts = tuple(
        FolderText(
            language=text.language.value,
            title=text.title,
            statement=text.statement,
            change_note=text.change_note,
            source=text.source,
            summary=text.summary,
            summary_title=text.title,
            quiz=text.quiz,
        )
        for text in parts.texts.values()
    )
    return write_folder(
        VersionFolder(
            document=parts.document,
            authoritative=parts.authoritative.value,
            force=parts.force.value,
            texts=texts,
            terms=parts.terms,
        )
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """The Markdown files that lie in `folder`, contents by name. Raises Refused when it is no folder."""
    if not folder.is_dir():
        raise Refused("%(folder)s is not a folder.", folder=str(folder))
    found: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.md")):
        # One byte more than allowed is enough for the reader to refuse it.
        with path.open("rb") as file:
            found[path.name] = file.read(LARGEST_FILE + 1)
    return found
