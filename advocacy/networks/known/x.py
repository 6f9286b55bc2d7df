"""X: 280 weighted characters, and a dialog that takes text and link."""

from __future__ import annotations

from advocacy.networks.asking import text_and_link
from advocacy.networks.rule import Limits, Rule, Unit
from advocacy.networks.words import Network

X = Rule(
    network=Network.X,
    unit=Unit.WEIGHTED,
    limits=Limits(characters=280, link_characters=23),
    source="https://docs.x.com/fundamentals/counting-characters and twitter-text, configuration v3",
    share=text_and_link("https://x.com/intent/tweet"),
    share_source="https://developer.x.com/en/docs/x-for-websites/tweet-button/guides/web-intent",
    is_short=True,
)
