"""What the library does after the answer."""

from advocacy.library.jobs import reviewing, sightings, sources, targets

__all__ = ["reviewing", "sightings", "sources", "targets"]
