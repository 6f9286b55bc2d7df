"""Tables of the charter. Drafts change; whatever was published or acknowledged only grows.

States such as *scheduled*, *published* or *superseded* are computed from the rows, never stored.
"""

from advocacy.charter.models.acts import Acknowledgement, ObjectionReason, Question, Reading
from advocacy.charter.models.drafts import (
    DossierEntry,
    Draft,
    DraftAudience,
    DraftText,
    DraftWriter,
    Review,
    Submission,
)
from advocacy.charter.models.quizzes import Attempt, AttemptResult, Passing
from advocacy.charter.models.versions import Audience, Document, Text, Version, Withdrawal

__all__ = [
    "Acknowledgement",
    "Attempt",
    "AttemptResult",
    "Audience",
    "Document",
    "DossierEntry",
    "Draft",
    "DraftAudience",
    "DraftText",
    "DraftWriter",
    "ObjectionReason",
    "Passing",
    "Question",
    "Reading",
    "Review",
    "Submission",
    "Text",
    "Version",
    "Withdrawal",
]
