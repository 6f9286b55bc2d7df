"""Making tracked links, and sending them elsewhere after a recall."""

from __future__ import annotations

import secrets

from sqlalchemy import select, update

from advocacy.errors import Refused
from advocacy.insert_once import insert_once
from advocacy.networks.words import Network
from advocacy.relay.models import TrackedLink
from advocacy.relay.rules.slugs import ALPHABET, LENGTH
from advocacy.relay.rules.utm import LONGEST_TARGET, tagged, tags
from advocacy.work import Work

UNIQUE = ("content_id", "wording_id", "network")


def tracked_link(
    work: Work, *, content_id: int, wording_id: int, network: Network, target: str
) -> TrackedLink:
    """The link of one wording (0: people's own words) on one network; made the first time it is asked for.

    `target` is the link of the approved content, without our tags. When a later revision was approved with
    another link, the tracked link leads there from now on. Raises Refused for an address that is too long.
    """
    address = tagged(target, tags(network=network, content_id=content_id, wording_id=wording_id))
    if len(address) > LONGEST_TARGET:
        raise Refused("An address has at most %(most)s characters.", most=LONGEST_TARGET)
    mine = (
        TrackedLink.content_id == content_id,
        TrackedLink.wording_id == wording_id,
        TrackedLink.network == network,
    )
    link = work.session.scalar(select(TrackedLink).where(*mine))
    if link is None:
        insert_once(
            work.session,
            TrackedLink,
            {
                "slug": "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH)),
                "content_id": content_id,
                "wording_id": wording_id,
                "network": network,
                "target": address,
                "fallback": "",
                "made_at": work.now,
            },
            unique=UNIQUE,
        )
        link = work.session.scalars(select(TrackedLink).where(*mine)).one()
    if link.target != address:
        link.target = address
    return link


def redirect_links(work: Work, content_id: int, page: str) -> None:
    """Send every link of a recalled content to `page` from now on; an empty one to our page that says so."""
    work.session.execute(
        update(TrackedLink)
        .where(TrackedLink.content_id == content_id)
        .values(fallback=page)
        .execution_options(synchronize_session="evaluate")
    )
