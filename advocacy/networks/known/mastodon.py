"""Mastodon: what the person's own server takes, 500 where it does not say; a dialog on that server."""

from __future__ import annotations

from advocacy.networks.asking import BY_HAND, one_text
from advocacy.networks.hosts import checked_host
from advocacy.networks.rule import Limits, Post, Rule, ShareWay, Unit
from advocacy.networks.words import Network


def _share(post: Post) -> ShareWay:
    if not post.host:
        return BY_HAND
    return one_text(f"https://{checked_host(post.host)}/share")(post)


MASTODON = Rule(
    network=Network.MASTODON,
    unit=Unit.MASTODON,
    limits=Limits(characters=500, link_characters=23),
    source="https://docs.joinmastodon.org/entities/Instance/#configuration (each server may say otherwise)",
    share=_share,
    share_source="the page /share of every server, https://github.com/mastodon/mastodon",
)
