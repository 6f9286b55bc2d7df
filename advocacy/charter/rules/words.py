"""The words of the charter that are stored: force, weight, decision, act, step of the dossier."""

from __future__ import annotations

from enum import StrEnum


class Force(StrEnum):
    """Informs, or binds as an addition to the règlement intérieur (Code du travail L1321-5)."""

    INFORMATIVE = "informative"
    BINDING = "binding"


class Weight(StrEnum):
    """How much a version changes: after a minor one earlier acknowledgements still count."""

    MINOR = "minor"
    MATERIAL = "material"


class Decision(StrEnum):
    """What an approver decides of a submission."""

    APPROVED = "approved"
    RETURNED = "returned"


class Act(StrEnum):
    """What a person did with a text shown to them."""

    ACKNOWLEDGED = "acknowledged"
    OBJECTED = "objected"


class DossierStep(StrEnum):
    """The steps of Code du travail L1321-4 and R1321-1 to R1321-4, in their order."""

    WORKS_COUNCIL = "works_council"
    PUBLICITY = "publicity"
    DEPOSIT = "deposit"
    INSPECTOR = "inspector"
