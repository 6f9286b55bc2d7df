"""Where drafts come from: RSS and Atom feeds, colleagues' suggestions, spreadsheets."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Key, Model, by_value
from advocacy.library.rules.words import SuggestionAnswer
from advocacy.people.rules import Language


class Feed(Model):
    """An RSS or Atom feed that is read again and again. `gone_at`: it said that it is gone (410).

    `problem` is the word of `rules.feeds.FeedProblem` for what kept it from being read the last time.
    """

    __tablename__ = "feed"
    __table_args__ = (
        Index(
            "uq_feed_address",
            "address",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
        Index("ix_feed_next_at", "next_at"),
    )

    id: Mapped[Key]
    address: Mapped[str] = mapped_column(String(2000))
    name: Mapped[str] = mapped_column(String(160))
    language: Mapped[Language] = mapped_column(by_value(Language))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    etag: Mapped[str] = mapped_column(String(400), default="")
    last_modified: Mapped[str] = mapped_column(String(120), default="")
    read_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    fails: Mapped[int] = mapped_column(Integer, default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]


class FeedItem(Model):
    """One item of a feed, once: `identity` is the SHA-256 of its guid, else its link, else its text.

    One that could not be read or kept is `unreadable`: it stands here so that it is not met again and again.
    """

    __tablename__ = "feed_item"
    __table_args__ = (
        UniqueConstraint("feed_id", "identity"),
        Index(
            "ix_feed_item_open",
            "id",
            sqlite_where=text("content_id IS NULL AND dismissed_at IS NULL"),
            postgresql_where=text("content_id IS NULL AND dismissed_at IS NULL"),
        ),
    )

    id: Mapped[BigId]
    feed_id: Mapped[int] = mapped_column(ForeignKey("feed.id"))
    identity: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300))
    link: Mapped[str] = mapped_column(String(2000))
    summary: Mapped[str] = mapped_column(String(2000), default="")
    published_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]
    unreadable: Mapped[bool] = mapped_column(Boolean, default=False)
    content_id: Mapped[int | None] = mapped_column(ForeignKey("content.id"), index=True)
    dismissed_at: Mapped[datetime | None]
    dismissed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Suggestion(Model):
    """A colleague's idea for a content: always answered, and credited when used."""

    __tablename__ = "suggestion"
    __table_args__ = (
        Index(
            "ix_suggestion_open",
            "id",
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
        Index("ix_suggestion_person_id_id", "person_id", "id"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    idea: Mapped[str] = mapped_column(String(2000))
    link: Mapped[str] = mapped_column(String(2000), default="")
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    language: Mapped[Language] = mapped_column(by_value(Language))
    at: Mapped[datetime]
    decision: Mapped[SuggestionAnswer | None] = mapped_column(by_value(SuggestionAnswer))
    answer: Mapped[str] = mapped_column(String(1000), default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    content_id: Mapped[int | None] = mapped_column(ForeignKey("content.id"), index=True)


class ContentImport(Model):
    """A spreadsheet of contents, looked through and then applied once: drafts are all it makes."""

    __tablename__ = "content_import"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    staged: Mapped[JsonDict]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]
