"""An import of completions from another training system: the file, and what it would do line by line."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Key, Model, by_value, json_type


class CompletionImportState(StrEnum):
    """How far an import has come."""

    READY = "ready"
    UNREADABLE = "unreadable"
    APPLIED = "applied"
    DISCARDED = "discarded"


class CompletionRowOutcome(StrEnum):
    """What is said of a line: it will be recorded, it is known already, or it is wrong."""

    NEW = "new"
    KNOWN = "known"
    ERROR = "error"


class CompletionImport(Model):
    """One uploaded spreadsheet of completions."""

    __tablename__ = "completion_import"
    __table_args__ = (Index("ix_completion_import_sha256", "sha256"),)

    id: Mapped[Key]
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[CompletionImportState] = mapped_column(by_value(CompletionImportState))
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime]
    counts: Mapped[JsonDict] = mapped_column(default=dict)
    problem: Mapped[JsonDict | None] = mapped_column(json_type)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CompletionImportRow(Model):
    """What the preview says of one line (`said`: sentences with their values), and what it would record."""

    __tablename__ = "completion_import_row"
    __table_args__ = (Index("ix_completion_import_row_import_id_outcome_id", "import_id", "outcome", "id"),)

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
