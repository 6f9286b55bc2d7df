"""Bluesky: 300 graphemes and 3,000 bytes; a dialog that takes one text, the link inside."""

from __future__ import annotations

from advocacy.networks.asking import asked, joined
from advocacy.networks.rule import Limits, Post, Rule, ShareWay, Unit
from advocacy.networks.words import Network


def _share(post: Post) -> ShareWay:
    address = asked("https://bsky.app/intent/compose", text=joined(post.text, post.link))
    return ShareWay(address, carries_text=True, carries_link=True)


BLUESKY = Rule(
    network=Network.BLUESKY,
    unit=Unit.GRAPHEMES,
    limits=Limits(characters=300, bytes=3000),
    source="the lexicon app.bsky.feed.post: maxGraphemes 300, maxLength 3000 (bytes of UTF-8)",
    share=_share,
    share_source="https://docs.bsky.app/docs/advanced-guides/intent-links",
    is_short=True,
)
