"""RSS and Atom: from the bytes that were fetched to items. Nothing is fetched here, and no entity expanded.

The library is handed a stream and never an address; texts are made plain by us, because its own cleaning
of HTML takes time that grows with the square of a hostile text.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import structlog

from advocacy.library.rules import feeds as rules
from advocacy.library.rules.feeds import FeedProblem, NotAFeed, plain
from advocacy.library.sources.decoding import decoded

log = structlog.get_logger(__name__)

KINDS = (
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
    # What servers call a feed that they do not know, and what is said of a page.
    *("application/octet-stream", "text/plain", "text/html", "application/xhtml+xml", ""),
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^<>\[]{0,400}(?:\[[^\]]{0,2000}\]\s*)?>", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z]")
_LOOKED_AT = 4_000
_EARLIEST, _LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """One item. `problem` is set when it could not be read: then it has nothing but its identity."""

    identity: str
    title: str = ""
    link: str = ""
    summary: str = ""
    published_at: datetime | None = None
    problem: bool = False


@dataclass(frozen=True)
class FeedRead:
    """A feed as it was read: what it calls itself, and its items in their order, each once."""

    name: str
    items: tuple[Item, ...]


def parse(content: bytes, *, address: str, charset: str | None = None) -> FeedRead:
    """The feed that was fetched from `address`. Raises NotAFeed, which says what it is instead.

    An item that cannot be read stands there with its problem; the others are read nevertheless.
    """
    text = decoded(content, charset)
    _check(text)
    found = _parsed(_DOCTYPE.sub("", text, count=1))
    if not found.get("version"):
        raise NotAFeed(FeedProblem.NO_FEED)
    if len(found.entries) > rules.MOST_ITEMS:
        raise NotAFeed(FeedProblem.TOO_MUCH)
    items: dict[str, Item] = {}
    for entry in found.entries:
        one = _item(entry, address)
        items.setdefault(one.identity, one)
    return FeedRead(_text(found.feed, "title", rules.LONGEST_NAME), tuple(items.values()))


def _parsed(text: str) -> feedparser.FeedParserDict:
    try:
        return feedparser.parse(
            BytesIO(text.encode("utf-8", "replace")),
            # Without an address: numbers of items stay as written, and a feed that moves keeps them.
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # what a stranger sent: whatever the library stumbles over is no feed
        log.info("feed_unreadable", error=type(error).__name__)
        raise NotAFeed(FeedProblem.NO_FEED) from None


def _check(text: str) -> None:
    start = text[:_LOOKED_AT]
    if _PAGE.search(start) and not re.search(r"<(?:rss|feed|rdf:RDF)\b", start):
        raise NotAFeed(FeedProblem.WEB_PAGE)
    if _ENTITY.search(text):
        raise NotAFeed(FeedProblem.ENTITIES)
    if sum(1 for _one in _TAG.finditer(_without_quoted(text))) > rules.MOST_TAGS:
        # The library takes the square of the number of those that are never closed.
        raise NotAFeed(FeedProblem.TOO_MUCH)


def _without_quoted(text: str) -> str:
    """The text without what its CDATA sections quote: the web pages in there have tags of their own."""
    first, *others = text.split("<![CDATA[")
    return first + "".join(one.partition("]]>")[2] for one in others)


def _item(entry: dict[str, Any], address: str) -> Item:
    """One entry; whatever goes wrong inside it is its own affair."""
    try:
        return _read(entry, address)
    except Exception:  # one poisoned item must not stop a feed for days
        guid, link = str(entry.get("id", "")), str(entry.get("link", ""))
        return Item(rules.identity(guid, link, str(sorted(entry))), problem=True)


def _read(entry: dict[str, Any], address: str) -> Item:
    title = _text(entry, "title", rules.LONGEST_TITLE)
    summary = _text(entry, "summary", rules.LONGEST_SUMMARY) or _content(entry)
    guid, link = str(entry.get("id") or ""), str(entry.get("link") or "").strip()
    return Item(
        identity=rules.identity(guid, link, f"{title}\n{summary}"),
        title=title or summary[:80],
        link=_of_the_web(link, address),
        summary="" if summary == title else summary,
        published_at=_moment(entry),
    )


def _text(found: Mapping[str, Any], name: str, most: int) -> str:
    detail = found.get(f"{name}_detail") or {}
    is_html = detail.get("type", "text/html") != "text/plain"
    return plain(str(found.get(name) or ""), most, is_html=is_html)


def _content(entry: Mapping[str, Any]) -> str:
    contents = entry.get("content") or []
    return plain(str(contents[0].get("value", "")), rules.LONGEST_SUMMARY) if contents else ""


def _moment(entry: dict[str, Any]) -> datetime | None:
    # Their own `get` takes one for the other, and says that it is wrong to rely on that.
    parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    if parsed is None:
        return None
    try:
        found = datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return found if _EARLIEST <= found <= _LATEST else None


def _of_the_web(link: str, address: str) -> str:
    """The link of an item in the feed at `address`; empty for one that leads to no page of the web."""
    try:
        found = urljoin(address, link) if link else ""
        parts = urlsplit(found)
    except ValueError:
        return ""
    readable = found.isprintable() and " " not in found and len(found) <= rules.LONGEST_LINK
    return found if readable and parts.scheme in {"http", "https"} and parts.hostname else ""
