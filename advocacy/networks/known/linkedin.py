"""LinkedIn: 3,000 characters; its dialog takes the link only, so the text is copied and pasted."""

from __future__ import annotations

from advocacy.networks.asking import asked
from advocacy.networks.rule import Limits, Post, Rule, ShareWay, Unit
from advocacy.networks.words import Network


def _share(post: Post) -> ShareWay:
    if not post.link:
        return ShareWay(None, carries_text=False, carries_link=False)
    address = asked("https://www.linkedin.com/sharing/share-offsite/", url=post.link)
    return ShareWay(address, carries_text=False, carries_link=True)


LINKEDIN = Rule(
    network=Network.LINKEDIN,
    unit=Unit.UTF16,
    limits=Limits(characters=3000),
    source="https://www.linkedin.com/help/linkedin/answer/a528176 (3,000; of which kind is not told)",
    share=_share,
    share_source="second-hand: the address that LinkedIn's own share plugin opened",
    holds_link=False,
)
