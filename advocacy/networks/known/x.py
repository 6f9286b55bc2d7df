"""X: 280 weighted characters, and a dialog that takes text and link."""

from __future__ import annotations

from advocacy.networks.asking import asked
from advocacy.networks.rule import Limits, Post, Rule, ShareWay, Unit
from advocacy.networks.words import Network


def _share(post: Post) -> ShareWay:
    address = asked("https://x.com/intent/tweet", text=post.text, url=post.link)
    return ShareWay(address, carries_text=True, carries_link=True)


X = Rule(
    network=Network.X,
    unit=Unit.WEIGHTED,
    limits=Limits(characters=280, link_characters=23),
    source="https://docs.x.com/fundamentals/counting-characters and twitter-text, configuration v3",
    share=_share,
    share_source="https://developer.x.com/en/docs/x-for-websites/tweet-button/guides/web-intent",
    is_short=True,
)
