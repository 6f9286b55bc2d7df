"""What a review is decided on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from advocacy.library.freezing import ContentParts
from advocacy.library.queries.parts import card_hash
from advocacy.library.queries.revisions import writers
from advocacy.library.queries.standing import Stand
from advocacy.library.rules.reviewing import ReviewFacts, Shown


def review_facts(session: Session, now: Stand, waiting: ContentParts | None) -> ReviewFacts:
    """The facts of a content's review; `waiting` is what the revision that waits holds. Two queries."""
    hands = writers(session, now.content_id)
    if waiting is None:
        return ReviewFacts(standing=now.standing, sha256=now.sha256, writers=hands)
    return ReviewFacts(
        standing=now.standing,
        sha256=now.sha256,
        writers=hands,
        closes_at=waiting.closes_at,
        media=[
            Shown(one.position, all(one.alt.get(language) for language in waiting.languages))
            for one in waiting.media
        ],
        claims_end_on=waiting.claims_end_on,
        card=waiting.card,
        card_now=card_hash(session, waiting.link),
    )
