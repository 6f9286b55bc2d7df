"""Makers of the relay: people who may pass posts on, shares, stops."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from advocacy.charter.models import Version
from advocacy.db import db
from advocacy.library.actions.recalling import recall
from advocacy.library.models import Content
from advocacy.library.queries.live_post import live_content
from advocacy.library.rules.live import RecallWording
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.relay.actions.passing_on import Handover, Words, open_share
from advocacy.relay.actions.stopping import stop
from advocacy.relay.rules.stopping import StopWords
from advocacy.roles import Role
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from tests.support.charter_makers import a_document, a_published_version
from tests.support.crowds import acts
from tests.support.library_makers import a_live_content, a_media_file
from tests.support.makers import acting, somebody

STOP = StopWords(
    "Un article nous met en cause.",
    "An article accuses us.",
    "Nous vérifions, et répondrons demain.",
    "We are checking, and will answer tomorrow.",
    "Hélène Faure, 01 23 45 67 89",
)


def acknowledged(*people: Person) -> None:
    """These people have acknowledged the charter: the gate of relaying is open to them."""
    version = db.session.scalars(select(Version).order_by(Version.id)).first()
    if version is None:
        version = a_published_version(a_document())
    acts(version, [person.id for person in people], after=timedelta())


def a_relayer(*roles: Role, **values: Any) -> Person:
    """Somebody who works here and may pass posts on."""
    person = somebody(*roles, **values)
    acknowledged(person)
    return person


def opened(
    person: Person,
    content: Content,
    network: Network = Network.LINKEDIN,
    text: str | None = None,
    *,
    language: Language = Language.ENGLISH,
    host: str = "",
) -> Handover:
    """The person opens the network with these words, or with the first wording of the content."""
    now = wiring().clock.now()
    said = live_content(db.session(), content.id, at=now).said_on(network, language)
    with unit_of_work(acting(person)) as work:
        words = Words(network, language, said[0].text if text is None else text, host)
        return open_share(work, content.id, words)


def stopped(by: Person | None = None) -> None:
    """All relaying is stopped."""
    with unit_of_work(acting(by or somebody(Role.APPROVER))) as work:
        stop(work, STOP)


def a_relay(viewer: Person) -> dict[str, int | str]:
    """A post with a share of the viewer's own and a picture, and one that was recalled: by the gaps of
    addresses."""
    post, gone = a_live_content(media=[a_media_file()]), a_live_content()
    with unit_of_work(acting(somebody(Role.APPROVER))) as work:
        recall(work, gone.id, RecallWording("Le chiffre était faux.", "The figure was wrong."))
    share_id = opened(viewer, post).share_id
    return {"post_id": post.id, "share_id": share_id, "recalled_id": gone.id}
