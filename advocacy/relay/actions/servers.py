"""The Mastodon server of a person: checked, remembered, and asked what it takes – later, by a job."""

from __future__ import annotations

from sqlalchemy.orm import Session

from advocacy.errors import Refused
from advocacy.insert_once import insert_once, insertion
from advocacy.networks.counting import LIMITS
from advocacy.networks.fetching import Why
from advocacy.networks.hosts import checked_host
from advocacy.networks.rule import Limits
from advocacy.networks.words import Network
from advocacy.relay.models import MastodonServer, RelayWishes
from advocacy.work import Work

ASK = "relay.ask_server"
"""The kind of the job that asks a server how long a post may be."""


def server_of(work: Work, typed: str) -> tuple[str, Limits | None]:
    """The actor's server – the one typed, remembered from now on, or the one remembered – and its limits,
    None while they are not known. Raises Refused when there is none, and for one that is no public server."""
    wishes = wishes_of(work)
    if typed.strip():
        remember(work, checked_host(typed))
    if not wishes.mastodon:
        raise Refused("Type the name of your Mastodon server, such as mastodon.social.")
    return wishes.mastodon, _known_limits(work.session, wishes.mastodon)


def remember(work: Work, host: str) -> None:
    """This is the actor's server from now on ("" for none); one that is not known yet will be asked."""
    wishes_of(work).mastodon = host
    if host and work.session.get(MastodonServer, host) is None:
        work.later(ASK, {"host": host}, dedup_key=f"{ASK}:{host}:{work.now.date().isoformat()}")


def wishes_of(work: Work) -> RelayWishes:
    """The actor's wishes, locked; a first row for who had none."""
    person_id = work.actor.id
    values = {"person_id": person_id, "mastodon": "", "digest": False}
    insert_once(work.session, RelayWishes, values, unique=["person_id"])
    found = work.lock(RelayWishes, person_id or 0)
    assert found is not None
    return found


def note_limits(work: Work, host: str, limits: Limits | None, problem: str = "") -> None:
    """What a server said of itself, or why it could not be asked."""
    usual = LIMITS[Network.MASTODON]
    told = limits or usual
    values = {
        "most_characters": told.characters or usual.characters,
        "link_characters": told.link_characters or usual.link_characters,
        "problem": problem,
        "asked_at": work.now,
    }
    statement = insertion(work.session, MastodonServer).values(host=host, **values)
    work.session.execute(statement.on_conflict_do_update(index_elements=["host"], set_=values))


def _known_limits(session: Session, host: str) -> Limits | None:
    found = session.get(MastodonServer, host)
    if found is None:
        return None
    if found.problem == Why.FORBIDDEN:
        raise Refused(
            "%(host)s leads into an inner network. Type the name of your Mastodon server.", host=host
        )
    return None if found.problem else Limits(found.most_characters, found.link_characters)
