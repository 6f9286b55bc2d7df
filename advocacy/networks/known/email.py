"""E-mail: no limit; a new message in the person's own mail program."""

from __future__ import annotations

from advocacy.networks.asking import asked, joined
from advocacy.networks.rule import Limits, Post, Rule, ShareWay, Unit
from advocacy.networks.words import Network


def _share(post: Post) -> ShareWay:
    # RFC 6068, section 5: lines of a body are parted by %0D%0A.
    body = joined(post.text, post.link).replace("\n", "\r\n")
    return ShareWay(asked("mailto:", subject=post.subject, body=body), carries_text=True, carries_link=True)


EMAIL = Rule(
    network=Network.EMAIL,
    unit=Unit.GRAPHEMES,
    limits=Limits(characters=None),
    source="none: RFC 5322 limits lines, which mail programs fold, and no message",
    share=_share,
    share_source="RFC 6068",
)
