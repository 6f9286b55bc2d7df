"""The library as a feed of cards, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.languages import language
from advocacy.library.queries.live import Place, Wanted, live
from advocacy.moment import now
from advocacy.networks.words import NETWORK_NAMES, RELAYED, Network
from advocacy.numbers import whole_number
from advocacy.people.rules import Language
from advocacy.relay.queries.around import around
from advocacy.relay.routes.blueprint import bp, me, mine, page
from advocacy.topics.queries import TopicLine, topics

SIZE = 12
"""Cards of one page: rows of two, three and four."""

_FILTERS = ("topic", "language", "network")

_LANGUAGES = [("fr", "Français"), ("en", "English")]

LATEST = datetime(9000, 1, 1, tzinfo=UTC).timestamp()


@bp.get("/")
@access(Can.READ_LIBRARY)
def index() -> Response:
    """What may be passed on: of my topics and in my language unless asked otherwise, what is shown first
    first."""
    session, at = db.session(), now()
    known = around(session, me())
    named = topics(session)
    asked = request.args
    wanted = Wanted(
        topics=_topics(asked.get("topic", ""), {one.slug: one.id for one in named}, known.topics),
        languages=_languages(asked.get("language", "")),
        network=_network(asked.get("network", "")),
    )
    found = live(
        session,
        at=at,
        language=mine(),
        wanted=wanted,
        after=_place(asked.get("after", "")),
        before=_place(asked.get("before", "")),
        size=SIZE,
    )
    kept: dict[str, Any] = {name: asked[name] for name in _FILTERS if asked.get(name)}
    before, after = found.posts.edges(lambda card: _text(card.place))
    return page(
        "relay/index.html",
        fragment="relay/_posts.html",
        known=known,
        found=found,
        before_url=url_for(".index", **kept, before=before) if before else None,
        after_url=url_for(".index", **kept, after=after) if after else None,
        names={one.id: one for one in named},
        topic_options=_topic_options(named, known.topics),
        language_options=[("", _("Mine")), *_LANGUAGES, ("all", _("All languages"))],
        network_options=[("", _("All")), *((one.value, _(NETWORK_NAMES[one])) for one in RELAYED)],
        network_names=NETWORK_NAMES,
        followed=known.topics,
        is_filtered=bool(kept),
        may_edit=current_actor().can(Can.SEE_CONTENT),
        may_stop=current_actor().can(Can.STOP_RELAYING),
    )


def _topic_options(named: Sequence[TopicLine], followed: frozenset[int]) -> list[tuple[str, str]]:
    first = [("", _("Those I follow")), ("all", _("All"))] if followed else [("", _("All"))]
    return [*first, *((one.slug, one.name(language())) for one in named)]


def _topics(asked: str, known: dict[str, int], followed: frozenset[int]) -> frozenset[int]:
    """Those asked for, else those followed; none leaves nothing out."""
    if asked == "all":
        return frozenset()
    return frozenset({known[asked]}) if asked in known else followed


def _languages(asked: str) -> tuple[Language, ...]:
    if asked == "all":
        return ()
    return next(((one,) for one in Language if one.value == asked), (mine(),))


def _network(asked: str) -> Network | None:
    return next((one for one in RELAYED if one.value == asked), None)


def _text(place: Place) -> str:
    """A place as an address holds it: microseconds since 1970, and the content."""
    return f"{round(place.opens_at.timestamp() * 1_000_000)}-{place.content_id}"


def _place(asked: str) -> Place | None:
    moment, _dash, content = asked.partition("-")
    at, content_id = whole_number(moment, most=int(LATEST) * 1_000_000), whole_number(content)
    if at is None or content_id is None:
        return None
    whole, rest = divmod(at, 1_000_000)
    return Place(datetime.fromtimestamp(whole, UTC).replace(microsecond=rest), content_id)
