"""Decisions about the roster, in plain Python."""

from advocacy.roster.rules.words import Confirmation, EndCause, Network

__all__ = ["Confirmation", "EndCause", "Network"]
