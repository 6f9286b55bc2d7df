"""Threads: 500 characters, an emoji as long as its bytes; a dialog that takes text and link."""

from __future__ import annotations

from advocacy.networks.asking import text_and_link
from advocacy.networks.rule import Limits, Rule, Unit
from advocacy.networks.words import Network

THREADS = Rule(
    network=Network.THREADS,
    unit=Unit.EMOJI_BYTES,
    limits=Limits(characters=500),
    source="https://developers.facebook.com/docs/threads/overview (500 characters, emojis as UTF-8 bytes)",
    share=text_and_link("https://www.threads.com/intent/post"),
    share_source="https://developers.facebook.com/docs/threads/threads-web-intents",
    is_short=True,
)
