"""Opening a document."""

from __future__ import annotations

from sqlalchemy import select

from advocacy.access import Can
from advocacy.charter.events import CharterDocumentCreated
from advocacy.charter.models import Document
from advocacy.charter.rules.drafting import check_slug
from advocacy.errors import Refused
from advocacy.work import Work


def open_document(work: Work, slug: str) -> int:
    """Open a document with this short name, still without a version; returns its id.

    Raises Refused for a name that does not fit or is taken.
    """
    work.actor.require(Can.WRITE_CHARTER)
    check_slug(slug)
    if work.session.scalar(select(Document.id).where(Document.slug == slug)) is not None:
        raise Refused("There is a document called “%(slug)s” already.", slug=slug)
    document = Document(slug=slug, created_at=work.now)
    work.session.add(document)
    work.session.flush()
    work.record(CharterDocumentCreated(document=slug))
    return document.id
