"""Pages on which HR records and revokes completions: `/training/completions`."""

from advocacy.training.routes.recording import recording, revoking
from advocacy.training.routes.recording.blueprint import bp

__all__ = ["bp", "recording", "revoking"]
