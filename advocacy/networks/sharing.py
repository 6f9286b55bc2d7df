"""Handing a post to a network: the address of its own dialog, and what that dialog takes.

Nothing here posts, and nothing says that something was posted: a dialog that was opened is no more than that.
"""

from __future__ import annotations

from advocacy.networks.asking import BY_HAND
from advocacy.networks.counting import rule_of
from advocacy.networks.disclosing import is_held
from advocacy.networks.lines import plain_lines
from advocacy.networks.rule import Post, ShareWay
from advocacy.networks.words import Network

__all__ = ["ShareWay", "share_way"]


def share_way(network: Network, *, text: str, link: str, subject: str = "", host: str = "") -> ShareWay:
    """How `text`, which holds the disclosure, and the tracked `link` get to `network`.

    `subject` is that of a mail; `host` is the person's Mastodon server: without one there is no address, and
    it is asked for. Raises Refused for a host that is no public server.
    """
    rule = rule_of(network)
    if rule is None:
        return BY_HAND
    text = plain_lines(text)
    beside = "" if is_held(text, link) else link
    post = Post(text=text, link=beside if rule.holds_link else link, subject=subject, host=host)
    return rule.share(post)
