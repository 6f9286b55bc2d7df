"""What a content is called."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.library.models import ContentText
from advocacy.people.rules import Language


def title_of(session: Session, content_id: int, language: Language) -> str:
    """The title of a draft in `language`, else in the other one; empty without one. One query."""
    found = select(ContentText.language, ContentText.title).where(ContentText.content_id == content_id)
    titles = {row.language: row.title for row in session.execute(found) if row.title}
    return titles.get(language) or next(iter(titles.values()), "")
