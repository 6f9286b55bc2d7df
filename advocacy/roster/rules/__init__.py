"""Decisions about the roster, in plain Python."""

from advocacy.roster.rules.words import CheckResult, Confirmation, EndCause, Network

__all__ = ["CheckResult", "Confirmation", "EndCause", "Network"]
