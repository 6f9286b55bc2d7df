"""What the relay does after the answer."""

from advocacy.relay.jobs import redirecting, relaying

__all__ = ["redirecting", "relaying"]
