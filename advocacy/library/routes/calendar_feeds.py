"""What calendar programs read: `/calendar/<token>.ics`. The token is all they need: nothing writes it down.

The log names the route, never the address (`logs.py`); the answer asks for no referrer and no index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from flask import Blueprint, Response, make_response, request, url_for
from flask_babel import gettext as _

from advocacy.access import Actor, Can, access
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.languages import format_datetime, speaking
from advocacy.library import spoken
from advocacy.library.ical import Days, Planned, document
from advocacy.library.queries.calendar import Entry, entries
from advocacy.library.queries.calendar_feeds import (
    AHEAD,
    BACK,
    MOST_IN_FEED,
    Changes,
    changes,
    reader_of,
)
from advocacy.library.queries.calendar_frame import frame
from advocacy.library.queries.openings import Shown
from advocacy.library.rules.states import State
from advocacy.moment import now
from advocacy.people.rules import Language
from advocacy.wiring import wiring

bp = Blueprint("calendar_feeds", __name__, url_prefix="/calendar")

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_CONFIRMED = frozenset({State.PLANNED, State.LIVE, State.ENDED})


@bp.get("/<token>.ics")
@access(Can.ANYONE)
def show(token: str) -> Response:
    """The calendar of whoever made this feed, as it is now; 404 for every other token."""
    zone, at = wiring().settings.time_zone, now()
    found = None
    if _TOKEN.fullmatch(token):
        found = reader_of(db.session(), token, day=day_in(at, zone), zone=zone)
    if found is None:
        raise NotVisible
    actor, shown = found
    with speaking(actor.language, actor.zone):
        body = _document(actor, shown)
    answer = make_response(body)
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.set_etag(sha256(body).hexdigest())
    answer.make_conditional(request)
    return answer


def _document(actor: Actor, shown: Shown) -> bytes:
    session = db.session()
    world, at = wiring().settings, now()
    # Whole days, so that a feed asked for twice a minute is the same document.
    first = (at - BACK).replace(hour=0, minute=0, second=0, microsecond=0)
    edges, spoken_in = [first, first + BACK + AHEAD], Language(actor.language)
    found = entries(
        session,
        edges,
        visible_to=actor,
        language=spoken_in,
        now=at,
        shown=shown,
        each=MOST_IN_FEED,
    ).rows
    changed = changes(session, [one.content_id for one in found])
    days = frame(session, first=edges[0].date(), last=edges[1].date(), since=edges[1]).events
    return document(
        [_planned(one, changed[one.content_id]) for one in found],
        [Days(one.id, one.name(actor.language), one.starts_on, one.ends_on) for one in days],
        name=_("Editorial calendar of %(organisation)s", organisation=world.organisation),
        host=world.host,
        epoch=first.replace(year=2000, month=1, day=1),
    )


def _planned(one: Entry, changed: Changes) -> Planned:
    return Planned(
        content_id=one.content_id,
        opens_at=one.opens_at,
        title=one.title or _("Without a title"),
        about="\n".join(_about(one, changed)),
        status=_status(one),
        sequence=changed.sequence,
        changed_at=changed.at,
        address=wiring().settings.base_url + url_for("library_manage.review", content_id=one.content_id),
        category=spoken.aim(one.aim) if one.aim else "",
    )


def _status(one: Entry) -> str:
    if one.is_struck:
        return "CANCELLED"
    return "CONFIRMED" if one.state in _CONFIRMED else "TENTATIVE"


def _about(one: Entry, changed: Changes) -> Iterator[str]:
    yield spoken.state(one.state)
    if one.networks:
        yield ", ".join(spoken.network(network) for network in one.networks)
    if changed.closes_at is not None:
        yield _("Until %(moment)s", moment=format_datetime(changed.closes_at))
