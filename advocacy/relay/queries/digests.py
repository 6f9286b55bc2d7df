"""Who waits for the digest of a week, and which topics they follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from advocacy.relay.models import DigestSent, RelayWishes, TopicSubscription


def waiting(session: Session, week: date) -> frozenset[int]:
    """Who asked for the digest and has none of the week that begins on `week`, by id. One query."""
    had = exists().where(DigestSent.person_id == RelayWishes.person_id, DigestSent.week >= week)
    return frozenset(session.scalars(select(RelayWishes.person_id).where(RelayWishes.digest.is_(True), ~had)))


def followed(session: Session, people: Collection[int]) -> Mapping[int, frozenset[int]]:
    """The topics that these people follow; who follows none is not in it. One query."""
    rows = session.execute(
        select(TopicSubscription.person_id, TopicSubscription.topic_id).where(
            TopicSubscription.person_id.in_(people)
        )
    )
    found: dict[int, set[int]] = {}
    for person_id, topic_id in rows:
        found.setdefault(person_id, set()).add(topic_id)
    return {person_id: frozenset(topics) for person_id, topics in found.items()}
