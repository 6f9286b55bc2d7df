"""Looking at linked pages in the worker: claimed in one transaction, fetched in none, written in another."""

from __future__ import annotations

from flask import Flask

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.jobs.loops import Loop
from advocacy.library.actions import targets as actions
from advocacy.library.actions.targets import Found
from advocacy.library.media import Taken, take_image
from advocacy.library.queries.targets import due
from advocacy.library.rules.targets import Seen
from advocacy.library.sources.cards import MOST_BYTES, PageCard, card_of, fingerprint
from advocacy.networks.documents import ANY_KIND
from advocacy.networks.fetching import Fetch, NotFetched, Wanted, Why
from advocacy.roles import SYSTEM
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

EVERY_SECONDS = 120.0
AT_ONCE = 100
PICTURES = ("image/jpeg", "image/png", "image/webp")
MOST_OF_A_PICTURE = 8_000_000
_FINAL = {"status 404", "status 410", "status 451"}


def queue_due(_app: Flask) -> None:
    """Queue the pages that are due."""
    session = db.session()
    found = due(session, wiring().clock.now(), limit=AT_ONCE)
    session.rollback()
    if found:
        with unit_of_work(SYSTEM) as work:
            actions.queue(work, found)


TARGETS = Loop("linked pages", EVERY_SECONDS, queue_due)


def look(target_id: int) -> None:
    """Look at a page that is due, and write down what is there."""
    with unit_of_work(SYSTEM) as work:
        address = actions.claim(work, target_id)
    if address is None:
        return
    found = look_at(wiring().web, address)
    with unit_of_work(SYSTEM) as work:
        actions.note(work, target_id, found)


def look_at(web: Fetch, address: str) -> Found:
    """What is at `address`: a page's card and its picture, or what keeps people from it. Never raises."""
    try:
        document = web.document(address, Wanted(kinds=ANY_KIND, most_bytes=MOST_BYTES, cut=True))
    except NotFetched as error:
        detail = str(error)
        final = error.why is Why.GONE or detail in _FINAL
        forbidden = error.why is Why.FORBIDDEN
        return Found(Seen(is_forbidden=forbidden, is_final=final, detail=detail), PageCard())
    card = card_of(document)
    image = _picture(web, card.image) if card.image else None
    # A picture that does not come today is no change of the page: its address stands for it, as caches
    # write it, without what they add to it.
    shown = card.image.partition("?")[0]
    return Found(Seen(sha256=fingerprint(document.address, card, shown)), card, image)


def _picture(web: Fetch, address: str) -> Taken | None:
    try:
        found = web.document(address, Wanted(kinds=PICTURES, most_bytes=MOST_OF_A_PICTURE))
        return take_image(found.body)
    except (NotFetched, Refused):
        return None
