"""The words to think twice about, as they are kept."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.library.models import ForbiddenPhrase
from advocacy.library.rules.phrases import MOST_PHRASES, Phrase


def phrases(session: Session) -> list[Phrase]:
    """All that are in use, in the order of the alphabet. One query."""
    rows = session.execute(
        select(
            ForbiddenPhrase.id,
            ForbiddenPhrase.phrase,
            ForbiddenPhrase.search_key,
            ForbiddenPhrase.language,
            ForbiddenPhrase.reason_fr,
            ForbiddenPhrase.reason_en,
        )
        .where(ForbiddenPhrase.retired_at.is_(None))
        .order_by(ForbiddenPhrase.search_key, ForbiddenPhrase.id)
        .limit(MOST_PHRASES)
    )
    return [Phrase(*row) for row in rows]
