"""An import of completions from another training system: the file, and what becomes of it line by line."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Model, by_value
from advocacy.uploads.models import Uploaded


class CompletionRowOutcome(StrEnum):
    """What is said of a line: new, known or wrong; what was new is then recorded or refused."""

    NEW = "new"
    KNOWN = "known"
    ERROR = "error"
    RECORDED = "recorded"
    REFUSED = "refused"


class CompletionImport(Uploaded):
    """One uploaded spreadsheet of completions. `counts` tells how many lines have each outcome now."""

    __tablename__ = "completion_import"
    __table_args__ = (Index("ix_completion_import_sha256", "sha256"),)


class CompletionImportRow(Model):
    """What is said of one line (`said`: a sentence with its values), and the completion it tells of.

    A line that is `new` is one that waits to be recorded: there is no other mark of how far an import is.
    """

    __tablename__ = "completion_import_row"
    __table_args__ = (
        Index("ix_completion_import_row_import_id_outcome_id", "import_id", "outcome", "id"),
        Index("ix_completion_import_row_to_record", *("import_id", "outcome", "person_id", "module_id")),
    )

    id: Mapped[BigId]
    import_id: Mapped[int] = mapped_column(ForeignKey("completion_import.id"))
    line: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[CompletionRowOutcome] = mapped_column(by_value(CompletionRowOutcome))
    number: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(String(161), default="")
    module: Mapped[str] = mapped_column(String(64), default="")
    person_id: Mapped[int | None] = mapped_column(Integer)
    module_id: Mapped[int | None] = mapped_column(Integer)
    completed_on: Mapped[date | None]
    minutes: Mapped[int | None] = mapped_column(Integer)
    evidence: Mapped[str] = mapped_column(String(300), default="")
    said: Mapped[JsonDict] = mapped_column(default=dict)
