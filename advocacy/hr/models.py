"""The one table of HR's own: workbooks of the register that a worker writes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Model, json_type


class RegisterExport(Model):
    """A workbook somebody asked for: how far it is, and where its file is. Deleted with its file.

    `wanted` are the filters (they may hold a name that was searched for, so the row does not stay), `at` and
    `day` the instant and the day it speaks of, `departments` those whose people whoever asked could export
    (None: all of them).
    """

    __tablename__ = "register_export"
    __table_args__ = (Index("ix_register_export_asked_by_id_id", "asked_by_id", "id"),)

    id: Mapped[BigId]
    asked_by_id: Mapped[int] = mapped_column(Integer)
    asked_at: Mapped[datetime]
    version_id: Mapped[int] = mapped_column(Integer)
    wanted: Mapped[JsonDict]
    departments: Mapped[list[int] | None] = mapped_column(json_type)
    at: Mapped[datetime]
    day: Mapped[date]
    name: Mapped[str] = mapped_column(String(160))
    people: Mapped[int] = mapped_column(Integer)
    people_done: Mapped[int] = mapped_column(Integer, default=0)
    file_name: Mapped[str | None] = mapped_column(String(80))
    file_bytes: Mapped[int | None] = mapped_column(BigInteger)
    ended_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
