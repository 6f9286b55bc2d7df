"""Decisions about passing a post on: who may, with which words, and how many are told of."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from advocacy.errors import Refused
from advocacy.library.rules.links import check_link
from advocacy.networks.counting import Count
from advocacy.networks.disclosing import disclosed
from advocacy.networks.words import NETWORK_NAMES, Network

LONGEST_TEXT = 70_000
"""A little more than the longest text a network takes (Facebook: 63,206)."""

LONGEST_DECLARED = 600

FEWEST_TOLD = 5
"""Fewer people than this are not counted aloud: one could guess who they are."""

OWN_WORDS = 0
"""What stands for the wording of somebody's own words."""


@dataclass(frozen=True)
class Proposed:
    """A wording that was approved, with its disclosure."""

    wording_id: int
    text: str
    disclosure: str


def told(count: int) -> int | None:
    """A number of people as it may be shown: None for too few."""
    return count if count >= FEWEST_TOLD else None


def wording_of(text: str, proposed: Collection[Proposed]) -> int:
    """Which approved wording a text is, its disclosure and its blanks aside; OWN_WORDS for another text."""
    said = {_plain(disclosed(one.text, one.disclosure)): one.wording_id for one in proposed}
    disclosures = {one.disclosure for one in proposed}
    found = (said.get(_plain(disclosed(text, one))) for one in disclosures)
    return next((one for one in found if one is not None), OWN_WORDS)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def check_words(text: str) -> None:
    """Raise Refused for a text in which nothing is said."""
    if not any(sign.isalnum() for sign in text):
        raise Refused("Write what you want to say, or take one of the wordings.")
    if len(text) > LONGEST_TEXT:
        raise Refused("A text has at most %(most)s characters.", most=LONGEST_TEXT)


def check_fits(network: Network, count: Count) -> None:
    """Raise Refused for a post that the network would not take."""
    if count.fits:
        return
    if count.limit is not None and count.used > count.limit:
        raise Refused(
            "Your text is too long for %(network)s by %(over)s: your words, who you work for and the link "
            "count %(used)s of %(limit)s.",
            network=NETWORK_NAMES[network],
            over=count.used - count.limit,
            used=count.used,
            limit=count.limit,
        )
    raise Refused(
        "Your text is too long for %(network)s: %(used)s bytes of %(limit)s. Emoji take many.",
        network=NETWORK_NAMES[network],
        used=count.bytes_used,
        limit=count.bytes_limit,
    )


def warned_of(text: str) -> str:
    """What a form sends back once its writer was warned of the words in this text."""
    return sha256(_plain(text).encode()).hexdigest()[:16]


def declared_link(typed: str) -> str:
    """The link to what was posted, "" for none. Raises Refused for what is no public page of the web."""
    link = typed.strip()
    if not link:
        return ""
    if len(link) > LONGEST_DECLARED:
        raise Refused("This link is too long: at most %(most)s characters.", most=LONGEST_DECLARED)
    scheme, apart, rest = link.partition("://")
    check_link(f"https://{rest}" if apart and scheme.lower() == "http" else link)
    return link
