"""LinkedIn: 3,000 characters; its dialog takes the link only, so the text is copied and pasted."""

from __future__ import annotations

from advocacy.networks.asking import link_only
from advocacy.networks.rule import Limits, Rule, Unit
from advocacy.networks.words import Network

LINKEDIN = Rule(
    network=Network.LINKEDIN,
    unit=Unit.UTF16,
    limits=Limits(characters=3000),
    source="https://www.linkedin.com/help/linkedin/answer/a528176 (3,000; of which kind is not told)",
    share=link_only("https://www.linkedin.com/sharing/share-offsite/", "url"),
    share_source="second-hand: the address that LinkedIn's own share plugin opened",
    holds_link=False,
)
