"""Feeds: how often they are read, what makes an item the same one again, and what may be wrong."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from advocacy.errors import N_, Refused

PAUSE = timedelta(minutes=30)
"""Between two readings of a feed that answers."""

LONGEST_PAUSE = timedelta(hours=24)
MOST_ITEMS = 5_000
"""Items of one document. Feeds show 10 to 100; what has more has no end."""

MOST_TAGS = 60_000
"""Tags of one document: twice what the most items have."""

MOST_BYTES = 2_000_000
MOST_FEEDS = 200
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_LINK, LONGEST_NAME = 300, 2_000, 2_000, 160
_LOOKED_AT = 8_000
"""Characters of a text that are made plain: more than is kept, few enough for the dullest expression."""

_HIDDEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z!][^<>]*(?:>|$)", re.IGNORECASE)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class FeedProblem(StrEnum):
    """Why a feed could not be read the last time; `DOUBLE`: it moved to where another one is read."""

    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    TOO_MUCH = "too_much"
    GONE = "gone"
    OTHER_KIND = "other_kind"
    WEB_PAGE = "web_page"
    NO_FEED = "no_feed"
    ENTITIES = "entities"
    DOUBLE = "double"


PROBLEMS = {
    FeedProblem.FORBIDDEN: N_(
        "This address is not asked: only http and https on the public internet, on their usual ports, are."
    ),
    FeedProblem.UNREACHABLE: N_("The server did not answer, or not in time."),
    FeedProblem.REFUSED: N_("The server answered with an error instead of the feed."),
    FeedProblem.TOO_MUCH: N_("This document does not end, or is far too large for a feed."),
    FeedProblem.GONE: N_("The server says that this feed is gone for good."),
    FeedProblem.OTHER_KIND: N_("What is there is another kind of file, not a feed."),
    FeedProblem.WEB_PAGE: N_("This is a web page, not a feed. Look on it for a link called RSS or Atom."),
    FeedProblem.NO_FEED: N_("What is there cannot be read as an RSS or Atom feed."),
    FeedProblem.ENTITIES: N_(
        "This document defines entities of its own, which no feed needs. It is not read."
    ),
    FeedProblem.DOUBLE: N_("It moved to the address of another feed that is read already."),
}
"""What is said of each, to be translated when shown."""


class NotAFeed(Refused):
    """What was fetched is no feed that can be read."""

    def __init__(self, problem: FeedProblem) -> None:
        self.problem = problem
        super().__init__(PROBLEMS[problem])


def next_reading(now: datetime, fails: int) -> datetime:
    """When a feed is read again after `fails` failures in a row: each doubles the pause, up to a day."""
    longer: int = 2 ** min(fails, 10)
    return now + min(PAUSE * longer, LONGEST_PAUSE)


def identity(guid: str, link: str, text: str) -> str:
    """The SHA-256 of what makes an item the same one again: its guid, else its link, else its text."""
    found = ("guid", guid.strip()) if guid.strip() else ("link", link.strip())
    if not found[1]:
        found = ("text", " ".join(text.split()))
    return sha256("\n".join(found).encode("utf-8", "replace")).hexdigest()


def plain(text: str, most: int, *, is_html: bool = True) -> str:
    """`text` without tags and control characters, on one line, of at most `most` characters."""
    found = _HIDDEN.sub(" ", text[:_LOOKED_AT])
    found = _TAG.sub(" ", found)
    if is_html:
        found = html.unescape(found)
    found = " ".join(_NO_TEXT.sub(" ", found).split())
    return found if len(found) <= most else found[: most - 1].rstrip() + "…"


def check_more_feeds(count: int) -> None:
    """Raise Refused when no further feed is taken."""
    if count >= MOST_FEEDS:
        raise Refused("At most %(most)s feeds are read. Stop one first.", most=MOST_FEEDS)
