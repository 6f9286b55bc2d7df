"""Revisions: immutable states of a content, made when it is handed in, and what reviewers said of them.

Approval binds to `Revision.sha256`, the hash of canonical JSON that holds all that people will see: texts,
link, media, alternative texts, window, disclosure.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Key, Model, by_value
from advocacy.library.rules.words import ContentKind, Decision, Stage
from advocacy.networks.words import Network
from advocacy.people.rules import Language


class Revision(Model):
    """A content as it was handed in. Insert-only."""

    __tablename__ = "content_revision"
    __table_args__ = (
        UniqueConstraint("content_id", "number"),
        Index("ix_content_revision_at_id", "at", "id"),
    )

    id: Mapped[Key]
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    number: Mapped[int] = mapped_column(Integer)
    edition: Mapped[int] = mapped_column(Integer)
    kind: Mapped[ContentKind] = mapped_column(by_value(ContentKind))
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"))
    stage: Mapped[Stage] = mapped_column(by_value(Stage))
    link: Mapped[str] = mapped_column(String(2000))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime | None]
    canonical: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class RevisionText(Model):
    """What staff are told in one language. Insert-only."""

    __tablename__ = "content_revision_text"

    revision_id: Mapped[int] = mapped_column(ForeignKey("content_revision.id"), primary_key=True)
    language: Mapped[Language] = mapped_column(by_value(Language), primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    why: Mapped[str] = mapped_column(String(1000))
    audience: Mapped[str] = mapped_column(String(300))
    next_step: Mapped[str] = mapped_column(String(300))


class RevisionTopic(Model):
    """A topic of a revision. Insert-only."""

    __tablename__ = "content_revision_topic"
    __table_args__ = (Index("ix_content_revision_topic_topic_id", "topic_id"),)

    revision_id: Mapped[int] = mapped_column(ForeignKey("content_revision.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)


class RevisionWording(Model):
    """One wording as approved, with the disclosure that goes with it. Insert-only."""

    __tablename__ = "content_revision_wording"
    __table_args__ = (UniqueConstraint("revision_id", "wording_id"),)

    id: Mapped[BigId]
    revision_id: Mapped[int] = mapped_column(ForeignKey("content_revision.id"))
    wording_id: Mapped[int] = mapped_column(Integer)
    network: Mapped[Network] = mapped_column(by_value(Network))
    language: Mapped[Language] = mapped_column(by_value(Language))
    position: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(LongText)
    disclosure: Mapped[str] = mapped_column(String(200))


class RevisionMedia(Model):
    """A file of a revision, with its words. Insert-only."""

    __tablename__ = "content_revision_media"

    revision_id: Mapped[int] = mapped_column(ForeignKey("content_revision.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    media_file_id: Mapped[int] = mapped_column(ForeignKey("media_file.id"), index=True)
    alt_fr: Mapped[str] = mapped_column(String(1500))
    alt_en: Mapped[str] = mapped_column(String(1500))


class ContentReview(Model):
    """What an approver decided of a revision. Insert-only."""

    __tablename__ = "content_review"

    id: Mapped[Key]
    revision_id: Mapped[int] = mapped_column(ForeignKey("content_revision.id"), unique=True)
    decision: Mapped[Decision] = mapped_column(by_value(Decision))
    note: Mapped[str] = mapped_column(String(2000), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class WaitingRevision(Model):
    """The revision of a content that waits for a reviewer since `at`. Gone once it is decided on or recalled.

    It follows from revisions and reviews and is kept so that the queue reads only what it shows; content
    that was changed since (another edition) does not wait any more.
    """

    __tablename__ = "content_waiting"
    __table_args__ = (Index("ix_content_waiting_at_content_id", "at", "content_id"),)

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True, autoincrement=False)
    revision_id: Mapped[int] = mapped_column(ForeignKey("content_revision.id"), unique=True)
    at: Mapped[datetime]


class ContentComment(Model):
    """What editors and approvers tell each other about a content."""

    __tablename__ = "content_comment"
    __table_args__ = (Index("ix_content_comment_content_id_id", "content_id", "id"),)

    id: Mapped[BigId]
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("content_revision.id"))
    text: Mapped[str] = mapped_column(String(2000))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
