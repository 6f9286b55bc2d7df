"""Instagram: 2,200 characters; no dialog on the web – the image and the caption are taken along by hand.

An address in a caption cannot be followed, so the caption holds none.
"""

from __future__ import annotations

from advocacy.networks.rule import Limits, Post, Rule, ShareWay, Unit
from advocacy.networks.words import Network


def _share(_post: Post) -> ShareWay:
    return ShareWay(None, carries_text=False, carries_link=False)


INSTAGRAM = Rule(
    network=Network.INSTAGRAM,
    unit=Unit.UTF16,
    limits=Limits(characters=2200),
    source="https://developers.facebook.com/docs/instagram-platform/reference/instagram-media (captions)",
    share=_share,
    share_source="none: Instagram publishes no address for sharing",
    holds_link=False,
)
