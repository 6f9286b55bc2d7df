"""Decisions about trainings, in plain Python."""

from advocacy.training.rules.words import CycleCause, ModuleKind, State, Validity, Way

__all__ = ["CycleCause", "ModuleKind", "State", "Validity", "Way"]
