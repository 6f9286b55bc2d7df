"""The texts that lines of the ledger name by their hash, and what events name by a short name or a number:
each feature that has some supplies a source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Select, union_all
from sqlalchemy.orm import Session

_EXTENSION = "advocacy-documents"


@dataclass(frozen=True)
class Titled:
    """What a document is called, and in which language it is written (`fr`, `en`; None: in none)."""

    title: str
    language: str | None


Called = Mapping[tuple[str, int | None], str]
"""What documents, and whatever else has a name in each language, are called in one: by the short name and
the version's number that events hold. The number None stands for the newest version, or for no version."""


Titles = Sequence[Select[*tuple[Any, ...]]]
"""Statements whose rows are documents' hashes, titles and languages (or NULL), as texts."""

NAMED_IN: Mapping[str, str] = MappingProxyType(
    {"document": "document", "module": "module", "topic_id": "called", "content_id": "content_id"}
)
"""The fields of events that name something, each with the gap of a sentence in which its name is said: a
document and a training's module by a short name, a content by its number, a topic by its number beside the
name it had in English."""


def short_name(field: str, name: str | int) -> str:
    """The name by which `called` is asked: a document's own, anything else's behind its field, for a document
    and a module may be called alike."""
    return str(name) if field == "document" else f"{field}/{name}"


def no_content(_session: Session, _sha256: str) -> bytes | None:
    """For a source that has names only."""
    return None


def no_titles(_hashes: Collection[str]) -> Titles:
    """For a source that has names only."""
    return ()


def nothing_called(_session: Session, _names: Collection[str], _language: str) -> Called:
    """For a source whose documents no event names by a short name."""
    return {}


@dataclass(frozen=True)
class DocumentSource:
    """What a feature supplies: plain functions.

    `content(session, sha256)`: the exact bytes that have this hash, None if they are not this feature's; one
    query. `titles(hashes)`: what selects `sha256`, `title` and `language` of those that are its own.
    `called(session, names, language)`: what is called by names as `short_name` makes them; one query.
    """

    content: Callable[[Session, str], bytes | None]
    titles: Callable[[Collection[str]], Titles]
    called: Callable[[Session, Collection[str], str], Called] = nothing_called


def init_documents(app: Flask, sources: Sequence[DocumentSource]) -> None:
    """Let `app` ask these sources."""
    app.extensions[_EXTENSION] = tuple(sources)


def document_sources() -> Sequence[DocumentSource]:
    """The sources of the running application."""
    found: tuple[DocumentSource, ...] = current_app.extensions[_EXTENSION]
    return found


def content_of(session: Session, sha256: str, sources: Sequence[DocumentSource]) -> bytes | None:
    """The exact bytes that have this hash, from the first source that has them."""
    found = (source.content(session, sha256) for source in sources)
    return next((content for content in found if content is not None), None)


def titles_of(
    session: Session, hashes: Collection[str], sources: Sequence[DocumentSource]
) -> Mapping[str, Titled]:
    """What these documents are called; unknown ones are missing. One query for all features together."""
    asked = [statement for source in sources for statement in source.titles(hashes)]
    if not hashes or not asked:
        return {}
    return {row.sha256: Titled(row.title, row.language) for row in session.execute(union_all(*asked))}


def called_by(
    session: Session, names: Collection[str], language: str, sources: Sequence[DocumentSource]
) -> Called:
    """What documents of these short names are called in `language`; unknown ones are missing."""
    called: dict[tuple[str, int | None], str] = {}
    for source in sources if names else ():
        called.update(source.called(session, names, language))
    return called
