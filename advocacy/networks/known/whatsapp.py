"""WhatsApp: no published limit; a dialog that takes one text, the link inside."""

from __future__ import annotations

from advocacy.networks.asking import asked, joined
from advocacy.networks.rule import Limits, Post, Rule, ShareWay, Unit
from advocacy.networks.words import Network


def _share(post: Post) -> ShareWay:
    address = asked("https://wa.me/", text=joined(post.text, post.link))
    return ShareWay(address, carries_text=True, carries_link=True)


WHATSAPP = Rule(
    network=Network.WHATSAPP,
    unit=Unit.GRAPHEMES,
    limits=Limits(characters=None),
    source="none published",
    share=_share,
    share_source="https://faq.whatsapp.com/5913398998672934 (click to chat; without a number: second-hand)",
)
