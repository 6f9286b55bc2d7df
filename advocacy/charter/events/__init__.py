"""What the charter records in the journal: writing and publishing, reading and acknowledging."""

from advocacy.charter.events.publishing import (
    CharterDocumentCreated,
    CharterDossierRecorded,
    CharterDossierRetired,
    CharterDraftDiscarded,
    CharterDraftReturned,
    CharterDraftSaved,
    CharterDraftStarted,
    CharterDraftSubmitted,
    CharterPublished,
    CharterQuestionAnswered,
    CharterVersionApproved,
    CharterWithdrawn,
)

__all__ = [
    "CharterDocumentCreated",
    "CharterDossierRecorded",
    "CharterDossierRetired",
    "CharterDraftDiscarded",
    "CharterDraftReturned",
    "CharterDraftSaved",
    "CharterDraftStarted",
    "CharterDraftSubmitted",
    "CharterPublished",
    "CharterQuestionAnswered",
    "CharterVersionApproved",
    "CharterWithdrawn",
]
