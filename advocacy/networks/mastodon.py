"""Asking a Mastodon server what it takes. How posts are counted and handed over is in `known/mastodon.py`."""

from __future__ import annotations

import json
from typing import Any

from advocacy.networks.counting import LIMITS
from advocacy.networks.fetching import Fetch, NotFetched, Why
from advocacy.networks.hosts import checked_host
from advocacy.networks.rule import Limits
from advocacy.networks.words import Network

__all__ = ["ask_limits", "checked_host"]

BELIEVED = range(50, 1_000_001)
"""So many characters may a server say it takes; what is outside is a mistake, and the usual is kept."""

BELIEVED_LINK = range(1, 501)


def ask_limits(web: Fetch, host: str) -> Limits:
    """How long a post may be on the server `host`, as `checked_host` gave it, and what an address counts.

    Asks /api/v2/instance, then, where a server does not know that, /api/v1/instance. What a server leaves out
    or says beyond belief is as usual. Raises NotFetched when nothing that is an answer comes back; its `why`
    is FORBIDDEN for a name that leads into an inner network: nobody should be sent there.
    """
    try:
        told = _told(web, f"https://{host}/api/v2/instance")
    except NotFetched as error:
        if error.why is Why.FORBIDDEN:
            raise
        told = _told(web, f"https://{host}/api/v1/instance")
    usual = LIMITS[Network.MASTODON]
    statuses = _inner(told, "configuration", "statuses")
    said = statuses.get("max_characters", told.get("max_toot_chars"))
    return Limits(
        characters=_believed(said, BELIEVED, usual.characters),
        link_characters=_believed(
            statuses.get("characters_reserved_per_url"), BELIEVED_LINK, usual.link_characters
        ),
    )


def _told(web: Fetch, address: str) -> dict[str, Any]:
    """What the server says of itself. Raises NotFetched for an answer that is none."""
    try:
        told = json.loads(web.text(address).text)
    except (ValueError, RecursionError) as error:
        raise NotFetched(Why.REFUSED, "no JSON") from error
    if not isinstance(told, dict):
        raise NotFetched(Why.REFUSED, "no description of a server")
    return told


def _inner(told: dict[str, Any], *path: str) -> dict[str, Any]:
    for name in path:
        inner = told.get(name)
        told = inner if isinstance(inner, dict) else {}
    return told


def _believed(said: object, within: range, usual: int | None) -> int | None:
    """What was said, when it is a whole number that can be; else what is usual."""
    return said if type(said) is int and said in within else usual
