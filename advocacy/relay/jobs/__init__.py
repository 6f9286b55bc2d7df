"""What the relay does after the answer."""

from advocacy.relay.jobs import relaying

__all__ = ["relaying"]
