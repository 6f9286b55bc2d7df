"""The texts that lines of the ledger name by their hash: each feature that has some supplies a source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy.orm import Session

_EXTENSION = "advocacy-documents"


@dataclass(frozen=True)
class Titled:
    """What a document is called, and in which language it is written (`fr`, `en`; None: in none)."""

    title: str
    language: str | None


@dataclass(frozen=True)
class DocumentSource:
    """What a feature supplies: plain functions, one query each.

    `content(session, sha256)`: the exact bytes that have this hash, None if they are not this feature's.
    `titles(session, hashes)`: what those documents are called that are this feature's.
    """

    content: Callable[[Session, str], bytes | None]
    titles: Callable[[Session, Collection[str]], Mapping[str, Titled]]


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
    """What these documents are called; unknown ones are missing."""
    titles: dict[str, Titled] = {}
    for source in sources if hashes else ():
        titles.update(source.titles(session, hashes))
    return titles
