"""The networks the portal knows by name, and what each calls itself."""

from __future__ import annotations

from enum import StrEnum

from advocacy.errors import N_


class Network(StrEnum):
    """Where the company and its people speak. `OTHER` is a public place without a name of ours."""

    X = "x"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    LINKEDIN = "linkedin"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    THREADS = "threads"
    YOUTUBE = "youtube"
    TIKTOK = "tiktok"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    OTHER = "other"


NETWORK_NAMES = {
    Network.X: "X",
    Network.BLUESKY: "Bluesky",
    Network.MASTODON: "Mastodon",
    Network.LINKEDIN: "LinkedIn",
    Network.FACEBOOK: "Facebook",
    Network.INSTAGRAM: "Instagram",
    Network.THREADS: "Threads",
    Network.YOUTUBE: "YouTube",
    Network.TIKTOK: "TikTok",
    Network.WHATSAPP: "WhatsApp",
    Network.EMAIL: N_("E-mail"),
    Network.OTHER: "–",
}
"""What each network calls itself; only e-mail is translated. The last one is shown by its host."""

NETWORK_WORDS = {
    one.value: name if one is not Network.OTHER else N_("another network")
    for one, name in NETWORK_NAMES.items()
}
"""The same for the sentences of events, which hold the stored word and know no host."""

PUBLIC = tuple(network for network in Network if network not in (Network.WHATSAPP, Network.EMAIL))
"""Where everybody reads what is said: there customers are answered, and accounts are official."""

RELAYED = (
    Network.LINKEDIN,
    Network.X,
    Network.BLUESKY,
    Network.MASTODON,
    Network.FACEBOOK,
    Network.INSTAGRAM,
    Network.THREADS,
    Network.WHATSAPP,
    Network.EMAIL,
)
"""Where posts are passed on, in the order in which they are offered."""
