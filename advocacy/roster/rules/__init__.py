"""Decisions about the roster, in plain Python."""

from advocacy.roster.rules.words import CheckResult, Confirmation, EndCause

__all__ = ["CheckResult", "Confirmation", "EndCause"]
