"""A content as it stands in its draft rows, ready to be frozen."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.errors import Refused
from advocacy.library.freezing import Claim, ContentParts, Contest, Media, Said, Text
from advocacy.library.models import (
    Content,
    ContentMedia,
    ContentText,
    ContentTopic,
    Evidence,
    LinkTarget,
    MediaFile,
    Variant,
    Wording,
)
from advocacy.library.rules.words import ContentKind
from advocacy.networks.disclosing import disclosure
from advocacy.people.rules import Language


def parts(session: Session, content: Content, *, number: int, organisation: str) -> ContentParts:
    """All that would be handed in now, as revision `number`, each wording with its disclosure. Seven queries.

    Raises Refused while the content has no stage or no window.
    """
    if content.stage is None or content.opens_at is None:
        raise Refused("Choose the stage and the share window first.")
    is_contest = content.kind is ContentKind.CONTEST
    return ContentParts(
        content_id=content.id,
        number=number,
        kind=content.kind,
        objective_id=content.objective_id,
        stage=content.stage,
        link=content.link,
        card=card_hash(session, content.link),
        opens_at=content.opens_at,
        closes_at=content.closes_at,
        zone=content.zone,
        topics=tuple(topics_of(session, content.id)),
        texts=_texts(session, content.id),
        wordings=_wordings(session, content.id, organisation),
        media=_media(session, content.id),
        claims=_claims(session, content.id),
        contest=Contest(content.contest_rules, content.contest_ends_at) if is_contest else None,
    )


def address_sha256(address: str) -> str:
    """By what the page at an address is looked up."""
    return sha256(address.encode()).hexdigest()


def card_hash(session: Session, address: str) -> str | None:
    """The hash of the page's card as it was last seen; None for one that was not. One query, none for ""."""
    if not address:
        return None
    found = select(LinkTarget.seen_sha256).where(LinkTarget.address_sha256 == address_sha256(address))
    return session.scalar(found)


def topics_of(session: Session, content_id: int) -> list[int]:
    """The topics of a content, by number. One query."""
    found = select(ContentTopic.topic_id).where(ContentTopic.content_id == content_id)
    return list(session.scalars(found.order_by(ContentTopic.topic_id)))


def _texts(session: Session, content_id: int) -> dict[Language, Text]:
    rows = session.execute(
        select(
            ContentText.language,
            ContentText.title,
            ContentText.why,
            ContentText.audience,
            ContentText.next_step,
        ).where(ContentText.content_id == content_id)
    )
    found = {language: Text(*told) for language, *told in rows}
    return {one: found[one] for one in Language if one in found}


def _wordings(session: Session, content_id: int, organisation: str) -> tuple[Said, ...]:
    rows = session.execute(
        select(Wording.id, Variant.network, Variant.language, Wording.position, Wording.text)
        .join(Variant, Variant.id == Wording.variant_id)
        .where(Variant.content_id == content_id)
        .order_by(Wording.position, Wording.id)
    )
    return tuple(Said(*row, disclosure(row.network, row.language, organisation)) for row in rows)


def _media(session: Session, content_id: int) -> tuple[Media, ...]:
    rows = session.execute(
        select(
            ContentMedia.position,
            MediaFile.sha256,
            MediaFile.kind,
            MediaFile.type,
            MediaFile.width,
            MediaFile.height,
            MediaFile.size,
            ContentMedia.alt_fr,
            ContentMedia.alt_en,
        )
        .join(MediaFile, MediaFile.id == ContentMedia.media_file_id)
        .where(ContentMedia.content_id == content_id)
        .order_by(ContentMedia.position, ContentMedia.id)
    )
    return tuple(
        Media(place, *row[1:7], alt={Language.FRENCH: row.alt_fr, Language.ENGLISH: row.alt_en})
        for place, row in enumerate(rows, 1)
    )


def _claims(session: Session, content_id: int) -> tuple[Claim, ...]:
    rows = session.execute(
        select(Evidence.statement, Evidence.evidence, Evidence.expires_on)
        .where(Evidence.content_id == content_id)
        .order_by(Evidence.position, Evidence.id)
    )
    return tuple(Claim(*row) for row in rows)
