"""The review queue: what waits for somebody who had no hand in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Response, request, url_for

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.library import spoken
from advocacy.library.queries import queue as queries
from advocacy.library.queries.queue import Filter
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.networks.words import RELAYED, Network
from advocacy.numbers import LARGEST_KEY, whole_number
from advocacy.people.rules import Language
from advocacy.topics.queries import topics


@bp.get("/review")
@access(Can.SEE_CONTENT)
def review_queue() -> Response:
    """What waits, the longest first, by topic, network and language."""
    who, asked = reader(), _asked(request.args)
    found = queries.waiting(
        who.session,
        visible_to=who.actor,
        language=who.language,
        chosen=_filter(asked),
        after=_key(request.args.get("after", "")),
        before=_key(request.args.get("before", "")),
    )
    before, after = found.edges(_place)
    return page(
        "review_queue.html",
        fragment="library/manage/_review_queue.html",
        rows=found.rows,
        asked=asked,
        topic_options=[(one.id, one.name(who.language)) for one in topics(who.session)],
        network_options=[(one.value, spoken.network(one)) for one in RELAYED],
        language_options=[(one.value, name) for one, name in spoken.LANGUAGES.items()],
        newer=url_for(".review_queue", before=before, **asked) if before else None,
        older=url_for(".review_queue", after=after, **asked) if after else None,
    )


def _asked(values: Mapping[str, str]) -> dict[str, Any]:
    """The filters in the address, without those that cannot be read."""
    topic = whole_number(values.get("topic"), most=LARGEST_KEY)
    network, language = values.get("network", ""), values.get("language", "")
    found = {
        "topic": topic,
        "network": network if network in set(RELAYED) else None,
        "language": language if language in set(Language) else None,
    }
    return {name: value for name, value in found.items() if value}


def _filter(asked: Mapping[str, Any]) -> Filter:
    return Filter(
        topic_id=asked.get("topic"),
        network=Network(asked["network"]) if "network" in asked else None,
        language=Language(asked["language"]) if "language" in asked else None,
    )


def _place(line: queries.WaitingLine) -> str:
    return f"{line.at.isoformat()}~{line.content_id}"


def _key(typed: str) -> tuple[datetime, int] | None:
    """The place that an address speaks of; None for one that was typed over."""
    at, _tilde, number = typed.partition("~")
    content_id = whole_number(number, most=LARGEST_KEY)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    if content_id is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC), content_id
