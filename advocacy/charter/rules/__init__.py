"""Decisions of the charter: who may act on what, what is owed, when the gate is shut."""

from advocacy.charter.rules.words import Act, Decision, DossierStep, Force, Weight

__all__ = ["Act", "Decision", "DossierStep", "Force", "Weight"]
