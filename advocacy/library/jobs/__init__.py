"""What the library does after the answer."""

from advocacy.library.jobs import reviewing, sources

__all__ = ["reviewing", "sources"]
