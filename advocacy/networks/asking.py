"""The dialogs that networks open at an address of theirs, and the parameters in it, percent-encoded exactly.

`+` stands for a space in forms only: mail programs and apps show it as a plus sign, so it is never written.
(RFC 3986, section 2; RFC 6068, section 5, for mail.)
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from advocacy.networks.rule import Post, ShareWay

BY_HAND = ShareWay(address=None, carries_text=False, carries_link=False)
"""There is no dialog: everything is taken along."""


def text_and_link(address: str) -> Callable[[Post], ShareWay]:
    """The dialog at `address` that takes the text as `text` and the link as `url`."""

    def share(post: Post) -> ShareWay:
        opened = asked(address, text=post.text, url=post.link)
        return ShareWay(opened, carries_text=True, carries_link=True)

    return share


def one_text(address: str) -> Callable[[Post], ShareWay]:
    """The dialog at `address` that takes one `text`, the link inside."""

    def share(post: Post) -> ShareWay:
        return ShareWay(
            asked(address, text=joined(post.text, post.link)), carries_text=True, carries_link=True
        )

    return share


def link_only(address: str, parameter: str) -> Callable[[Post], ShareWay]:
    """The dialog at `address` that takes only the link, by this name: the text is copied and pasted."""

    def share(post: Post) -> ShareWay:
        if not post.link:
            return BY_HAND
        opened = asked(address, **{parameter: post.link})
        return ShareWay(opened, carries_text=False, carries_link=True)

    return share


def asked(address: str, **parameters: str) -> str:
    """`address` with its parameters, those that are empty left out."""
    pairs = [f"{name}={encoded(value)}" for name, value in parameters.items() if value]
    return f"{address}?{'&'.join(pairs)}" if pairs else address


def encoded(text: str) -> str:
    """`text` with everything but letters, digits and `-._~` as percent signs and two hex digits of UTF-8."""
    return quote(text, safe="", errors="replace")


def joined(text: str, link: str) -> str:
    """The text with its link on a line of its own, for a dialog that takes one text only."""
    return "\n".join(part for part in (text, link) if part)
