"""What may be passed on now: the approved revision of each content, holds, recalls, what is featured."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model


class LiveContent(Model):
    """The approved revision of a content that people see, within its window. Gone when held or recalled.

    It follows from reviews, holds and recalls and is kept so that the feed reads only what it shows.
    """

    __tablename__ = "live_content"
    __table_args__ = (Index("ix_live_content_opens_at_content_id", "opens_at", "content_id"),)

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True, autoincrement=False)
    revision_id: Mapped[int] = mapped_column(ForeignKey("content_revision.id"), unique=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime | None]
    since: Mapped[datetime]


class ContentHold(Model):
    """A content is held back from one instant to another: nobody passes it on meanwhile."""

    __tablename__ = "content_hold"
    __table_args__ = (
        Index(
            "uq_content_hold_content_id",
            "content_id",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    reason: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ContentRecall(Model):
    """A content was recalled: for good. Insert-only; what is told of it is `RecallWords`."""

    __tablename__ = "content_recall"

    id: Mapped[Key]
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), unique=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("content_revision.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))


class RecallWords(Model):
    """Why a content was recalled, what may be said instead, and where its links lead now."""

    __tablename__ = "content_recall_words"

    recall_id: Mapped[int] = mapped_column(ForeignKey("content_recall.id"), primary_key=True)
    reason_fr: Mapped[str] = mapped_column(String(1000))
    reason_en: Mapped[str] = mapped_column(String(1000))
    correction_id: Mapped[int | None] = mapped_column(ForeignKey("content.id"))
    page: Mapped[str] = mapped_column(String(2000), default="")


class Feature(Model):
    """A content is shown first, in one of five places, from one instant to another."""

    __tablename__ = "content_feature"
    __table_args__ = (
        Index(
            "uq_content_feature_place",
            "place",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_content_feature_content_id", "content_id"),
    )

    id: Mapped[Key]
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    place: Mapped[int] = mapped_column(Integer)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
