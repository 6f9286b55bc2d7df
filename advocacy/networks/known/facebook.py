"""Facebook: 63,206 characters; its dialog takes the link only, so the text is copied and pasted."""

from __future__ import annotations

from advocacy.networks.asking import asked
from advocacy.networks.rule import Limits, Post, Rule, ShareWay, Unit
from advocacy.networks.words import Network


def _share(post: Post) -> ShareWay:
    if not post.link:
        return ShareWay(None, carries_text=False, carries_link=False)
    address = asked("https://www.facebook.com/sharer/sharer.php", u=post.link)
    return ShareWay(address, carries_text=False, carries_link=True)


FACEBOOK = Rule(
    network=Network.FACEBOOK,
    unit=Unit.UTF16,
    limits=Limits(characters=63_206),
    source="second-hand: 63,206 is what its engineers named in 2011; of which kind is not told",
    share=_share,
    share_source="https://developers.facebook.com/docs/plugins/share-button (sharer.php with u)",
    holds_link=False,
)
