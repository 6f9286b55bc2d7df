"""Instagram: 2,200 characters; no dialog on the web – the image and the caption are taken along by hand.

An address in a caption cannot be followed, so the caption holds none.
"""

from __future__ import annotations

from advocacy.networks.asking import BY_HAND
from advocacy.networks.rule import Limits, Rule, Unit
from advocacy.networks.words import Network

INSTAGRAM = Rule(
    network=Network.INSTAGRAM,
    unit=Unit.UTF16,
    limits=Limits(characters=2200),
    source="https://developers.facebook.com/docs/instagram-platform/reference/instagram-media (captions)",
    share=lambda _post: BY_HAND,
    share_source="none: Instagram publishes no address for sharing",
    holds_link=False,
)
