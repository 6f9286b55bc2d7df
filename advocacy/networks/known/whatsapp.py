"""WhatsApp: no published limit; a dialog that takes one text, the link inside."""

from __future__ import annotations

from advocacy.networks.asking import one_text
from advocacy.networks.rule import Limits, Rule, Unit
from advocacy.networks.words import Network

WHATSAPP = Rule(
    network=Network.WHATSAPP,
    unit=Unit.GRAPHEMES,
    limits=Limits(characters=None),
    source="none published",
    share=one_text("https://wa.me/"),
    share_source="https://faq.whatsapp.com/5913398998672934 (click to chat; without a number: second-hand)",
)
