"""Facebook: 63,206 characters; its dialog takes the link only, so the text is copied and pasted."""

from __future__ import annotations

from advocacy.networks.asking import link_only
from advocacy.networks.rule import Limits, Rule, Unit
from advocacy.networks.words import Network

FACEBOOK = Rule(
    network=Network.FACEBOOK,
    unit=Unit.UTF16,
    limits=Limits(characters=63_206),
    source="second-hand: 63,206 is what its engineers named in 2011; of which kind is not told",
    share=link_only("https://www.facebook.com/sharer/sharer.php", "u"),
    share_source="https://developers.facebook.com/docs/plugins/share-button (sharer.php with u)",
    holds_link=False,
)
