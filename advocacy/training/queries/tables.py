"""Which tables hold the drafts and published versions of modules."""

from __future__ import annotations

from advocacy.charter.queries.tables import WritingTables
from advocacy.training.models import (
    Module,
    ModuleDraft,
    ModuleDraftText,
    ModuleReview,
    ModuleSubmission,
    ModuleText,
    ModuleVersion,
)

TRAINING = WritingTables(
    named=Module,
    draft=ModuleDraft,
    draft_of=ModuleDraft.module_id,
    draft_text=ModuleDraftText,
    submission=ModuleSubmission,
    review=ModuleReview,
    version=ModuleVersion,
    version_of=ModuleVersion.module_id,
    text=ModuleText,
)
