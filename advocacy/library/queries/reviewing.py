"""What a review is decided on, and what its page shows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.library.freezing import ContentParts
from advocacy.library.models import ContentText, LinkTarget
from advocacy.library.queries.names import Names, names
from advocacy.library.queries.parts import address_sha256
from advocacy.library.queries.revisions import RevisionView, by_ids, hands_in
from advocacy.library.queries.standing import Stand, visible_stand
from advocacy.library.rules.reviewing import ReviewFacts, Shown
from advocacy.people.rules import Language
from advocacy.roles import Actor


@dataclass(frozen=True)
class Reviewed:
    """A content on its review page: where it stands, its latest revision (`shown`), what people see
    (`before`, None when that is the same one or nothing), and what the numbers in both are called."""

    title: str
    stand: Stand
    facts: ReviewFacts
    shown: RevisionView | None
    before: RevisionView | None
    names: Names

    @property
    def id(self) -> int:
        """The content's number."""
        return self.stand.content_id


def reviewed(session: Session, content_id: int, *, visible_to: Actor, language: Language) -> Reviewed:
    """All that the review page tells of a content. Raises NotVisible. Four queries at most."""
    now = visible_stand(session, content_id, visible_to=visible_to)
    ids = [one for one in (now.revision_id, now.approved_id) if one is not None]
    found = by_ids(session, ids, visible_to=visible_to) if ids else {}
    shown = found.get(now.revision_id or 0)
    before = found.get(now.approved_id or 0) if now.approved_id != now.revision_id else None
    parts = [one.parts for one in (shown, before) if one]
    return Reviewed(
        title=shown.parts.text_in(language).title if shown else title_of(session, content_id, language),
        stand=now,
        facts=review_facts(session, now, shown.parts if shown and now.waiting_id else None),
        shown=shown,
        before=before,
        names=names(
            session,
            topics=[topic for one in parts for topic in one.topics],
            objectives=[one.objective_id for one in parts if one.objective_id is not None],
            language=language.value,
        ),
    )


def title_of(session: Session, content_id: int, language: Language) -> str:
    """What the content being written is called, in `language` else in the other one. One query."""
    rows = session.execute(
        select(ContentText.language, ContentText.title).where(ContentText.content_id == content_id)
    )
    titles = {one: title for one, title in rows if title}
    return titles.get(language) or next(iter(titles.values()), "")


def review_facts(session: Session, now: Stand, waiting: ContentParts | None) -> ReviewFacts:
    """The facts of a content's review; `waiting` is what the revision that waits holds, None when none does.
    One query, none then."""
    if waiting is None:
        return ReviewFacts(standing=now.standing, sha256=now.sha256, writers=frozenset())
    hands, card = _hands_and_card(session, now.content_id, waiting.link)
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
        card_now=card,
    )


def _hands_and_card(session: Session, content_id: int, link: str) -> tuple[frozenset[int], str | None]:
    """Who had a hand in the content, and the hash of the card that the linked page shows now. One query."""
    hands = hands_in(content_id).subquery()
    card = select(LinkTarget.seen_sha256).where(LinkTarget.address_sha256 == address_sha256(link))
    rows = session.execute(select(hands.c.person_id, card.scalar_subquery())).all()
    return frozenset(row[0] for row in rows), rows[0][1] if rows and link else None
