"""The card of a page: what networks show of a link, read from the head of the page.

`og:*` first, then `twitter:*`, then title and description. The head is scanned, not parsed: each tag is
looked at through a window, so that no page, however made, takes longer than its length.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from urllib.parse import urljoin, urlsplit

from advocacy.library.rules.feeds import plain
from advocacy.library.sources.decoding import decoded_page
from advocacy.networks.fetching import Document

PAGES = ("text/html", "application/xhtml+xml")
MOST_BYTES = 1_000_000
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_SITE, LONGEST_ADDRESS = 300, 600, 120, 2_000
_MOST_TAGS, _WINDOW = 400, 8_000
_FEEDS = ("application/rss+xml", "application/atom+xml")

_TAG = re.compile(r"<(meta|link|title|body)(?=[\s>/])", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[\s/]*([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")


@dataclass(frozen=True)
class PageCard:
    """What the head of a page says: `image` is an address, `feeds` are those of the feeds that it names."""

    title: str = ""
    description: str = ""
    site: str = ""
    image: str = ""
    feeds: tuple[str, ...] = ()


def card_of(document: Document) -> PageCard:
    """The card of a fetched page; an empty one of anything else. Never raises."""
    if document.type not in PAGES:
        return PageCard()
    text = _without_hidden(decoded_page(_whole(document), document.charset))
    said: dict[str, str] = {}
    feeds: list[str] = []
    for tag, attributes, behind in _tags(text):
        if tag == "title":
            said.setdefault("title", behind[: behind.find("<") if "<" in behind else None])
        elif tag == "meta":
            name = (attributes.get("property") or attributes.get("name") or "").lower()
            said.setdefault(name, attributes.get("content", ""))
        elif attributes.get("type", "").lower() in _FEEDS and attributes.get("href"):
            feeds.append(_joined(document.address, attributes["href"]))
    return _card(said, [one for one in feeds if one], document.address)


def fingerprint(address: str, card: PageCard, image: str) -> str:
    """The SHA-256 of what readers see of a page; another one later means that it changed.

    `image` stands for its picture. The host counts: a page that leads elsewhere now is another page.
    """
    shown = [urlsplit(address).hostname or "", card.title, card.description, card.site, image]
    return sha256(json.dumps(shown, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def _card(said: Mapping[str, str], feeds: list[str], address: str) -> PageCard:
    def first(*names: str) -> str:
        return next((said[name] for name in names if said.get(name, "").strip()), "")

    image = first("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
    return PageCard(
        title=plain(first("og:title", "twitter:title", "title"), LONGEST_TITLE),
        description=plain(first("og:description", "twitter:description", "description"), LONGEST_DESCRIPTION),
        site=plain(first("og:site_name", "application-name"), LONGEST_SITE),
        image=_joined(address, plain(image, LONGEST_ADDRESS)) if image else "",
        feeds=tuple(dict.fromkeys(feeds))[:5],
    )


def _tags(text: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """The tags of a head in their order: name, attributes, what stands behind."""
    for found in islice(_TAG.finditer(text), _MOST_TAGS):
        name = found[1].lower()
        if name == "body":
            return
        window = text[found.end() : found.end() + _WINDOW]
        attributes, end = _attributes(window)
        yield name, attributes, window[end:].lstrip("/> \n\t")


def _attributes(window: str) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    place = 0
    while (one := _ATTRIBUTE.match(window, place)) is not None:
        found.setdefault(one[1].lower(), one[2] or one[3] or one[4] or "")
        place = one.end()
    return found, place


def _without_hidden(text: str) -> str:
    """The text without comments, scripts and styles; what is never closed hides all behind it."""
    for start, end in (("<!--", "-->"), ("<script", "</script"), ("<style", "</style")):
        kept, place, lower = [], 0, text.lower()
        if len(lower) != len(text):  # a letter that is two in lower case: then nothing is cut out
            return text
        while (begins := lower.find(start, place)) >= 0:
            kept.append(text[place:begins])
            ends = lower.find(end, begins)
            place = len(text) if ends < 0 else ends + len(end)
        text = "".join([*kept, text[place:]])
    return text


def _joined(base: str, address: str) -> str:
    """An address of the web as it stands on the page at `base`; empty for any other."""
    try:
        found = urljoin(base, address.strip())
        parts = urlsplit(found)
    except ValueError:
        return ""
    return found if parts.scheme in {"http", "https"} and len(found) <= LONGEST_ADDRESS else ""


def _whole(document: Document) -> bytes:
    """The body; of one that was cut, up to its last tag, so that no letter is halved."""
    if not document.is_cut:
        return document.body
    return document.body[: document.body.rfind(b">") + 1]
