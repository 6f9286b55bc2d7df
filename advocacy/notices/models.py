"""Notices: what was to be said to whom, and what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Model, by_value
from advocacy.notices.rules import NoticeState


class Notice(Model):
    """One message to one person. `dedup_key` makes sure that it is written once; the body is deletable.

    `address` is emptied when it has served (see `advocacy/privacy/retention.py`): that there was a notice
    stays, to whom it went is then known by `person_id` only.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_person_id_created_at", "person_id", "created_at"),
        Index("ix_notice_state_ended_at", "state", "ended_at"),
    )

    id: Mapped[BigId]
    kind: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int | None] = mapped_column(Integer)
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    zone: Mapped[str] = mapped_column(String(64))
    dedup_key: Mapped[str] = mapped_column(String(160), unique=True)
    state: Mapped[NoticeState] = mapped_column(by_value(NoticeState), default=NoticeState.DUE)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    detail: Mapped[str | None] = mapped_column(String(400))


class NoticeBody(Model):
    """What a notice is about: the values its template is filled with, and a secret under the installation's
    key. Dropped once nothing more can become of the notice."""

    __tablename__ = "notice_body"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"), primary_key=True)
    template: Mapped[str] = mapped_column(String(64))
    values_: Mapped[JsonDict] = mapped_column("filled_values")
    secret: Mapped[str | None] = mapped_column(Text)


class ReminderSent(Model):
    """That a person was reminded of one thing at one stage, and by which notice. Insert-only."""

    __tablename__ = "reminder_sent"

    person_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    stage: Mapped[str] = mapped_column(String(32), primary_key=True)
    notice_id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    at: Mapped[datetime]
