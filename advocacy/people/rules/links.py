"""One-time links: how long they live, and what is said of one that no longer works."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from advocacy.errors import N_


class LinkState(StrEnum):
    """What a link is worth. Only a good one sets a password."""

    GOOD = "good"
    UNKNOWN = "unknown"
    USED = "used"
    REPLACED = "replaced"
    EXPIRED = "expired"
    CLOSED = "closed"


INVITATION_LIVES = timedelta(days=14)
RESET_LIVES = timedelta(hours=2)

SENTENCES = {
    LinkState.UNKNOWN: N_(
        "This link is not one of ours, or a piece of it is missing. Copy the whole line from the mail or "
        "the slip, "
        "or ask for a new link below."
    ),
    LinkState.USED: N_(
        "This link has been used: a link works once. Sign in with the password that was chosen, or ask for "
        "a new "
        "link below. If it was not you, tell HR at once."
    ),
    LinkState.REPLACED: N_(
        "A newer link or password took the place of this link. Use the newest mail or slip, or sign in."
    ),
    LinkState.EXPIRED: N_("This link has expired. Ask for a new one below; it arrives within minutes."),
    LinkState.CLOSED: N_("This account is closed, so the link no longer works. Ask HR if that is a mistake."),
}
"""What is said of each link that does not work, with the next step."""


def link_state(
    *, used: bool, replaced: bool, open_account: bool, expires_at: datetime, now: datetime
) -> LinkState:
    """What a known link is worth at `now`."""
    if used:
        return LinkState.USED
    if not open_account:
        return LinkState.CLOSED
    if replaced:
        return LinkState.REPLACED
    return LinkState.GOOD if now < expires_at else LinkState.EXPIRED


def masked(name: str) -> str:
    """A name as a link's page shows it: enough for its owner, little for a finder ("Léa Martin" is "L…
    M…")."""
    return " ".join(f"{part[0]}…" for part in name.split())
