"""An import of people: the file as it was read, row by row, and what each row would do."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Key, Model, by_value


class ImportState(StrEnum):
    """How far an import has come."""

    UPLOADED = "uploaded"
    READING = "reading"
    READY = "ready"
    UNREADABLE = "unreadable"
    APPLYING = "applying"
    APPLIED = "applied"
    DISCARDED = "discarded"


class RowOutcome(StrEnum):
    """What a row of the file would do."""

    JOINER = "joiner"
    CHANGE = "change"
    LEAVER = "leaver"
    RETURNER = "returner"
    UNCHANGED = "unchanged"
    ERROR = "error"


class PeopleImport(Model):
    """One uploaded spreadsheet. `content` is dropped once the import is applied or discarded."""

    __tablename__ = "people_import"

    id: Mapped[Key]
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    complete: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[ImportState] = mapped_column(by_value(ImportState), default=ImportState.UPLOADED)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime]
    rows_read: Mapped[int] = mapped_column(Integer, default=0)
    rows_total: Mapped[int | None] = mapped_column(Integer)
    counts: Mapped[JsonDict] = mapped_column(default=dict)
    problem: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class PeopleImportRow(Model):
    """One row of the file, staged: what it says, what it would change, what is wrong with it."""

    __tablename__ = "people_import_row"
    __table_args__ = (Index("ix_people_import_row_import_id_outcome_line", "import_id", "outcome", "line"),)

    id: Mapped[BigId]
    import_id: Mapped[int] = mapped_column(ForeignKey("people_import.id", ondelete="CASCADE"))
    line: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[RowOutcome] = mapped_column(by_value(RowOutcome))
    number: Mapped[str] = mapped_column(String(400), default="")
    person_id: Mapped[int | None] = mapped_column(Integer)
    values_: Mapped[JsonDict] = mapped_column("row_values")
    problems: Mapped[JsonDict] = mapped_column(default=dict)
