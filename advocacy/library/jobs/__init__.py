"""What the library does after the answer."""

from advocacy.library.jobs import reviewing

__all__ = ["reviewing"]
