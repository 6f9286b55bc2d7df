"""Which tables hold what is written in drafts and published in versions: the charter's here.

Trainings are written the same way in tables of their own, so a read that is one decision for both takes
the tables it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from advocacy.charter.models import Document, Draft, DraftText, Review, Submission, Text, Version


@dataclass(frozen=True)
class WritingTables:
    """The tables of one room: `named` has the short name, `draft_of` and `version_of` lead to it."""

    named: Any
    draft: Any
    draft_of: InstrumentedAttribute[int]
    draft_text: Any
    submission: Any
    review: Any
    version: Any
    version_of: InstrumentedAttribute[int]
    text: Any


CHARTER = WritingTables(
    named=Document,
    draft=Draft,
    draft_of=Draft.document_id,
    draft_text=DraftText,
    submission=Submission,
    review=Review,
    version=Version,
    version_of=Version.document_id,
    text=Text,
)
