"""The pages of the library as staff read it: `/library/`. Each noun has its own module."""

from advocacy.relay.routes import feed, posts, shares, sharing, stopping, wishes
from advocacy.relay.routes.blueprint import bp

__all__ = ["bp", "feed", "posts", "shares", "sharing", "stopping", "wishes"]
