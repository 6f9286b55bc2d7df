"""What the relay does after the answer."""

from advocacy.relay.jobs import links, relaying

__all__ = ["links", "relaying"]
