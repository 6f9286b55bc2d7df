"""Tables of trainings: modules and versions, requirements, cycles and completions, sessions, proofs,
imports."""

from advocacy.training.models.cycles import (
    Certificate,
    Completion,
    Cycle,
    QuizAttempt,
    QuizResult,
    Revocation,
    RevocationReason,
    SectionTime,
    TrainingTally,
)
from advocacy.training.models.imports import CompletionImport, CompletionImportRow
from advocacy.training.models.modules import (
    Module,
    ModuleDraft,
    ModuleDraftText,
    ModuleDraftWriter,
    ModuleReview,
    ModuleSubmission,
    ModuleText,
    ModuleVersion,
)
from advocacy.training.models.proofs import Proof, ProofDecision, ProofFile
from advocacy.training.models.requirements import Requirement, RequirementLine, Waiver, WaiverReason
from advocacy.training.models.sessions import Attendance, Session, SessionPlace

__all__ = [
    "Attendance",
    "Certificate",
    "Completion",
    "CompletionImport",
    "CompletionImportRow",
    "Cycle",
    "Module",
    "ModuleDraft",
    "ModuleDraftText",
    "ModuleDraftWriter",
    "ModuleReview",
    "ModuleSubmission",
    "ModuleText",
    "ModuleVersion",
    "Proof",
    "ProofDecision",
    "ProofFile",
    "QuizAttempt",
    "QuizResult",
    "Requirement",
    "RequirementLine",
    "Revocation",
    "RevocationReason",
    "SectionTime",
    "Session",
    "SessionPlace",
    "TrainingTally",
    "Waiver",
    "WaiverReason",
]
