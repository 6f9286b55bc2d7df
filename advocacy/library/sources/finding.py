"""Finding a feed at an address that somebody typed: the feed itself, or a page that names one."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.library.rules.feeds import MOST_BYTES, FeedProblem, NotAFeed
from advocacy.library.sources.cards import card_of
from advocacy.library.sources.parsing import KINDS, FeedRead, Item, parse
from advocacy.networks.fetching import Document, Fetch, NotFetched, Wanted

SHOWN = 5


@dataclass(frozen=True)
class FeedFound:
    """A feed, where it is, and what it has: `count` items, of which the first few are looked at."""

    address: str
    name: str
    items: tuple[Item, ...]
    count: int


def find(web: Fetch, address: str) -> FeedFound:
    """The feed at `address`, or the first one that the page there names. Raises NotAFeed."""
    document = _fetched(web, address)
    try:
        return _found(document, parse(document.body, address=document.address, charset=document.charset))
    except NotAFeed as refused:
        named = card_of(document).feeds if refused.problem is FeedProblem.WEB_PAGE else ()
        if not named:
            raise
    document = _fetched(web, named[0])
    return _found(document, parse(document.body, address=document.address, charset=document.charset))


def _fetched(web: Fetch, address: str) -> Document:
    try:
        return web.document(address, Wanted(kinds=KINDS, most_bytes=MOST_BYTES))
    except NotFetched as error:
        raise NotAFeed(FeedProblem(error.why.value)) from error


def _found(document: Document, read: FeedRead) -> FeedFound:
    return FeedFound(document.address, read.name, read.items[:SHOWN], len(read.items))
