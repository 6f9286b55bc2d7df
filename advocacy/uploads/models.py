"""What every uploaded spreadsheet has, whatever it tells of: its content, how far it has come, its end."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import JsonDict, Key, Model, by_value, json_type


class ImportState(StrEnum):
    """How far an import has come."""

    UPLOADED = "uploaded"
    READING = "reading"
    READY = "ready"
    UNREADABLE = "unreadable"
    APPLYING = "applying"
    APPLIED = "applied"
    DISCARDED = "discarded"


OPEN = (ImportState.UPLOADED, ImportState.READING, ImportState.READY)
"""The states in which an import waits: to be read, or for somebody's decision."""

MOVING = (ImportState.UPLOADED, ImportState.READING, ImportState.APPLYING)
"""The states in which the worker has something to do."""

ENDED = (ImportState.APPLIED, ImportState.DISCARDED, ImportState.UNREADABLE)


class Uploaded(Model):
    """One uploaded spreadsheet. `content` (compressed by zlib) is dropped once the import has ended.

    `run` is the reading that may write staged rows: one that was overtaken by another writes no more.
    `rows_done` of `rows_total` tells how far the worker is with what it does now: staging the rows, or
    applying them. `ended_by_id` is who ordered the application, from the order on. `problem` is the
    sentence (and its values) that says why the file cannot be read or was not applied.
    """

    __abstract__ = True

    id: Mapped[Key]
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[ImportState] = mapped_column(by_value(ImportState), default=ImportState.UPLOADED)
    run: Mapped[str | None] = mapped_column(String(32))
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime]
    rows_read: Mapped[int] = mapped_column(Integer, default=0)
    rows_total: Mapped[int | None] = mapped_column(Integer)
    rows_done: Mapped[int] = mapped_column(Integer, default=0)
    counts: Mapped[JsonDict] = mapped_column(default=dict)
    problem: Mapped[JsonDict | None] = mapped_column(json_type)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
