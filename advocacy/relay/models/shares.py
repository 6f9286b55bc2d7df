"""Shares: one person relaying one wording on one network, and the counts that stay when they are deleted.

*Opened* and *declared* are two facts, and neither says that something was posted. A share is its person's
alone: everyone else reads only the tallies. So it leaves no event either: the journal has other readers.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Model, by_value
from advocacy.networks.words import Network
from advocacy.people.rules import Language


class Share(Model):
    """Somebody opened a network's share dialog with a wording; `wording_id` is 0 for own words."""

    __tablename__ = "share"
    __table_args__ = (
        UniqueConstraint("person_id", "content_id", "wording_id", "network"),
        Index("ix_share_content_id_id", "content_id", "id"),
        Index("ix_share_person_id_id", "person_id", "id"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("content_revision.id"))
    wording_id: Mapped[int] = mapped_column(Integer)
    network: Mapped[Network] = mapped_column(by_value(Network))
    language: Mapped[Language] = mapped_column(by_value(Language))
    opened_at: Mapped[datetime]


class ShareDeclaration(Model):
    """The person says that it was posted, with its link if wished."""

    __tablename__ = "share_declaration"

    share_id: Mapped[int] = mapped_column(ForeignKey("share.id", ondelete="CASCADE"), primary_key=True)
    link: Mapped[str] = mapped_column(String(600), default="")
    at: Mapped[datetime]


class ShareTally(Model):
    """How many shares of one wording on one network were opened and declared on a day (UTC)."""

    __tablename__ = "share_tally"
    __table_args__ = (Index("ix_share_tally_day", "day"),)

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True)
    wording_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    network: Mapped[Network] = mapped_column(by_value(Network), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    opened: Mapped[int] = mapped_column(Integer, default=0)
    declared: Mapped[int] = mapped_column(Integer, default=0)


class SharerMonth(Model):
    """Somebody relayed at least once in a month (its first day): counted once in the team of that day."""

    __tablename__ = "sharer_month"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)


class TeamTally(Model):
    """How many people of a department (0: of none) relayed in a month, and how many shares they declared."""

    __tablename__ = "team_tally"

    month: Mapped[date] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    people: Mapped[int] = mapped_column(Integer, default=0)
    shares: Mapped[int] = mapped_column(Integer, default=0)


class RelayReminder(Model):
    """Remind somebody of a content at an instant they chose. `sent_at` or `dropped_at` ends it."""

    __tablename__ = "relay_reminder"
    __table_args__ = (
        Index(
            "uq_relay_reminder_person_id_content_id",
            "person_id",
            "content_id",
            unique=True,
            sqlite_where=text("sent_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND dropped_at IS NULL"),
        ),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    due_at: Mapped[datetime]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]


class RecallNotice(Model):
    """Somebody who had opened or declared a share was told of the recall: once."""

    __tablename__ = "recall_notice"
    __table_args__ = (Index("ix_recall_notice_person_id_seen_at", "person_id", "seen_at"),)

    recall_id: Mapped[int] = mapped_column(ForeignKey("content_recall.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
