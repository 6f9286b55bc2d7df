"""Tables of the relay: links and their counts, shares and their counts, what a person chose, the stop."""

from advocacy.relay.models.links import ClickSalt, ClickSeen, LinkDay, TrackedLink
from advocacy.relay.models.shares import (
    RecallNotice,
    RelayReminder,
    Share,
    ShareDeclaration,
    SharerMonth,
    ShareTally,
    TeamTally,
)
from advocacy.relay.models.stop import RelayStop
from advocacy.relay.models.wishes import DigestSent, MastodonServer, RelayWishes, TopicSubscription

__all__ = [
    "ClickSalt",
    "ClickSeen",
    "DigestSent",
    "LinkDay",
    "MastodonServer",
    "RecallNotice",
    "RelayReminder",
    "RelayStop",
    "RelayWishes",
    "Share",
    "ShareDeclaration",
    "ShareTally",
    "SharerMonth",
    "TeamTally",
    "TopicSubscription",
    "TrackedLink",
]
