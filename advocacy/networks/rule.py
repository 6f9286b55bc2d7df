"""What a network is to us: how it counts, how much it takes, and how a post is handed to it.

Plain Python: rules of other rooms build on it. Each network fills one `Rule` in a file of its own under
`known/`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from advocacy.networks.words import Network


class Unit(StrEnum):
    """In what a network counts. The browser's counter (static/counter.js) knows the same words."""

    WEIGHTED = "weighted"
    GRAPHEMES = "graphemes"
    MASTODON = "mastodon"
    UTF16 = "utf16"
    EMOJI_BYTES = "emoji_bytes"


@dataclass(frozen=True)
class Limits:
    """How much fits, and at how much one address in the text is counted (None: as long as it is)."""

    characters: int | None
    link_characters: int | None = None
    bytes: int | None = None


@dataclass(frozen=True)
class Post:
    """What somebody is about to pass on. `text` holds the disclosure; `link` may be empty; `host` is the
    person's own server, where the network has many."""

    text: str
    link: str = ""
    subject: str = ""
    host: str = ""


@dataclass(frozen=True)
class ShareWay:
    """How a post gets there: the address to open (None: there is none on the web), and what it carries.

    What is not carried is copied first, to be pasted there.
    """

    address: str | None
    carries_text: bool
    carries_link: bool


@dataclass(frozen=True)
class Rule:
    """All that the portal needs to know of a network before a person passes something on."""

    network: Network
    unit: Unit
    limits: Limits
    source: str
    """Where the limits and the way of counting are published."""

    share: Callable[[Post], ShareWay]
    share_source: str
    """Where the address of sharing is published."""

    holds_link: bool = True
    """Whether the text that is posted holds the link; else it stands beside it as a card, or nowhere."""

    is_short: bool = False
    """Whether so little fits that the disclosure is a hashtag."""
