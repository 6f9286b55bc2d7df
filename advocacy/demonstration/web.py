"""The web as the demonstration sees it: the invented house's pages and feeds, which no server has.

Everything else is asked of the web outside, where there is one; while the past happens there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape as xml

from advocacy.clock import Clock
from advocacy.demonstration import invented
from advocacy.networks.fetching import Document, Fetch, Fetched, NotFetched, Wanted, Why

_LIMITS = '{"configuration": {"statuses": {"max_characters": 500, "characters_reserved_per_url": 23}}}'
_HOUSE = ".verdier.example"


@dataclass
class InventedWeb:
    """Answers for the house by itself. `today` is the instant from which the days of the feeds count."""

    clock: Clock
    today: datetime
    outside: Fetch | None = None
    _pages: Mapping[str, str] = field(default_factory=lambda: _pages())

    def text(self, address: str) -> Fetched:
        """The text at `address`. Raises NotFetched."""
        if self._is_ours(address):
            return Fetched(address, self._answer(address)[1])
        if self.outside is not None:
            return self.outside.text(address)
        if urlsplit(address).path.endswith("/instance"):
            return Fetched(address, _LIMITS)
        raise NotFetched(Why.UNREACHABLE, "the past has no web")

    def document(self, address: str, wanted: Wanted) -> Document:
        """What is at `address`, if it is what is wanted. Raises NotFetched."""
        if not self._is_ours(address):
            if self.outside is not None:
                return self.outside.document(address, wanted)
            raise NotFetched(Why.UNREACHABLE, "the past has no web")
        kind, text = self._answer(address)
        etag = f'"{sha256(text.encode()).hexdigest()[:16]}"'
        if wanted.if_none_match == etag:
            return Document(address, 304, kind, b"", etag=etag)
        return Document(address, 200, kind, text.encode(), "utf-8", etag=etag)

    def _is_ours(self, address: str) -> bool:
        return (urlsplit(address).hostname or "").endswith(_HOUSE)

    def _answer(self, address: str) -> tuple[str, str]:
        """The type and text of a page or feed of the house."""
        for feed in invented.read("sources")["feeds"]:
            if feed["address"] == address:
                return "application/rss+xml", self._feed(feed)
        title = self._pages.get(address)
        if title is None:
            raise NotFetched(Why.REFUSED, "status 404")
        return "text/html", (
            f"<!doctype html><title>{escape(title)}</title>"
            f'<meta property="og:title" content="{escape(title)}">'
            '<meta property="og:site_name" content="Maison Verdier">'
        )

    def _feed(self, feed: Mapping[str, Any]) -> str:
        now = self.clock.now()
        published = [(self.today - timedelta(days=item["ago"]), item) for item in feed["items"]]
        items = "".join(_item(at, item) for at, item in reversed(published) if at <= now)
        head = f"<title>{xml(feed['name'])}</title><link>{xml(feed['address'])}</link>"
        return f'<rss version="2.0"><channel>{head}<description/>{items}</channel></rss>'


def _item(at: datetime, item: Mapping[str, Any]) -> str:
    said = {"title": item["title"], "link": item["link"], "guid": item["link"]}
    said |= {"description": item["summary"], "pubDate": format_datetime(at)}
    return f"<item>{''.join(f'<{name}>{xml(text)}</{name}>' for name, text in said.items())}</item>"


def _pages() -> Mapping[str, str]:
    """The title of every page that a content or a feed links to, by its address."""
    pages = {
        invented.address(content["link"]): f"{content['fr']['title']} – Maison Verdier"
        for content in invented.contents().values()
    }
    feeds: Sequence[Mapping[str, Any]] = invented.read("sources")["feeds"]
    for item in (item for feed in feeds for item in feed["items"]):
        pages[item["link"]] = item["title"]
    return pages
