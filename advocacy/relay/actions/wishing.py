"""What somebody wishes for themselves: topics to follow, the weekly digest, a Mastodon server."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select

from advocacy.errors import Forbidden
from advocacy.insert_once import insert_once
from advocacy.networks.hosts import checked_host
from advocacy.relay.actions.servers import remember, wishes_of
from advocacy.relay.models import TopicSubscription
from advocacy.roles import Can
from advocacy.topics.models import Topic
from advocacy.work import Work


@dataclass(frozen=True)
class Wishes:
    """All of them at once: topics by their slugs, whether the digest is wanted, the server as typed."""

    topics: Collection[str]
    digest: bool
    mastodon: str


def wish(work: Work, wishes: Wishes) -> None:
    """Keep the actor's wishes in the place of those they had. A topic that is none is left out.

    Raises Refused for a Mastodon server that is no public server.
    """
    work.actor.require(Can.READ_LIBRARY)
    if work.actor.id is None:
        raise Forbidden("only a person wishes")
    host = checked_host(wishes.mastodon) if wishes.mastodon.strip() else ""
    row = wishes_of(work)
    if row.mastodon != host:
        remember(work, host)
    row.digest = wishes.digest
    _follow(work, work.actor.id, wishes.topics)


def _follow(work: Work, person_id: int, slugs: Collection[str]) -> None:
    wanted = set(
        work.session.scalars(select(Topic.id).where(Topic.slug.in_(slugs), Topic.closed_at.is_(None)))
    )
    mine = TopicSubscription.person_id == person_id
    work.session.execute(delete(TopicSubscription).where(mine, TopicSubscription.topic_id.not_in(wanted)))
    rows = [{"person_id": person_id, "topic_id": one, "at": work.now} for one in sorted(wanted)]
    if rows:
        insert_once(work.session, TopicSubscription, rows, unique=["person_id", "topic_id"])
