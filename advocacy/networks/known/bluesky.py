"""Bluesky: 300 graphemes and 3,000 bytes; a dialog that takes one text, the link inside."""

from __future__ import annotations

from advocacy.networks.asking import one_text
from advocacy.networks.rule import Limits, Rule, Unit
from advocacy.networks.words import Network

BLUESKY = Rule(
    network=Network.BLUESKY,
    unit=Unit.GRAPHEMES,
    limits=Limits(characters=300, bytes=3000),
    source="the lexicon app.bsky.feed.post: maxGraphemes 300, maxLength 3000 (bytes of UTF-8)",
    share=one_text("https://bsky.app/intent/compose"),
    share_source="https://docs.bsky.app/docs/advanced-guides/intent-links",
    is_short=True,
)
