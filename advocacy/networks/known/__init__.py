"""The networks on which posts are passed on: each is one file here, and one line of this list."""

from __future__ import annotations

from advocacy.networks.known.bluesky import BLUESKY
from advocacy.networks.known.email import EMAIL
from advocacy.networks.known.facebook import FACEBOOK
from advocacy.networks.known.instagram import INSTAGRAM
from advocacy.networks.known.linkedin import LINKEDIN
from advocacy.networks.known.mastodon import MASTODON
from advocacy.networks.known.threads import THREADS
from advocacy.networks.known.whatsapp import WHATSAPP
from advocacy.networks.known.x import X
from advocacy.networks.rule import Rule

KNOWN: tuple[Rule, ...] = (
    LINKEDIN,
    X,
    BLUESKY,
    MASTODON,
    FACEBOOK,
    INSTAGRAM,
    THREADS,
    WHATSAPP,
    EMAIL,
)
