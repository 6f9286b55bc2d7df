"""Making and revoking the address under which a calendar program reads the editorial calendar."""

from __future__ import annotations

from advocacy.errors import NotVisible, Refused
from advocacy.library.actions.showing import person_id
from advocacy.library.events.calendar import CalendarFeedMade, CalendarFeedRevoked
from advocacy.library.models import CalendarFeed
from advocacy.library.queries.calendar_feeds import MOST_FEEDS, feeds_of
from advocacy.library.queries.openings import Shown
from advocacy.people.models import Person
from advocacy.people.tokens import hash_of, new_token
from advocacy.roles import Can
from advocacy.work import Work


def make_feed(work: Work, shown: Shown) -> str:
    """A new feed of the actor's; its secret, which is shown once and kept only as a hash.

    Raises Refused for more feeds than one person reads.
    """
    work.actor.require(Can.SEE_CONTENT)
    owner = person_id(work)
    work.hold(Person, owner)
    if len(feeds_of(work.session, owner)) >= MOST_FEEDS:
        raise Refused("You have %(most)s feeds already. Revoke one first.", most=MOST_FEEDS)
    token = new_token()
    made = CalendarFeed(
        person_id=owner, token_sha256=hash_of(token), filters=shown.values(), created_at=work.now
    )
    work.session.add(made)
    work.session.flush()
    work.record(CalendarFeedMade(feed_id=made.id))
    return token


def revoke_feed(work: Work, feed_id: int) -> None:
    """Let a feed of the actor's answer no more, for good. Raises NotVisible for somebody else's."""
    work.actor.require(Can.SEE_CONTENT)
    found = work.lock(CalendarFeed, feed_id)
    if found is None or found.person_id != work.actor.id:
        raise NotVisible
    if found.revoked_at is None:
        found.revoked_at = work.now
        work.record(CalendarFeedRevoked(feed_id=found.id))
