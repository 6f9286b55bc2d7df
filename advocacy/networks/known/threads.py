"""Threads: 500 characters, an emoji as long as its bytes; a dialog that takes text and link."""

from __future__ import annotations

from advocacy.networks.asking import asked
from advocacy.networks.rule import Limits, Post, Rule, ShareWay, Unit
from advocacy.networks.words import Network


def _share(post: Post) -> ShareWay:
    address = asked("https://www.threads.com/intent/post", text=post.text, url=post.link)
    return ShareWay(address, carries_text=True, carries_link=True)


THREADS = Rule(
    network=Network.THREADS,
    unit=Unit.EMOJI_BYTES,
    limits=Limits(characters=500),
    source="https://developers.facebook.com/docs/threads/overview (500 characters, emojis as UTF-8 bytes)",
    share=_share,
    share_source="https://developers.facebook.com/docs/threads/threads-web-intents",
    is_short=True,
)
