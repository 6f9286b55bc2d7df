"""Content as it is being written: what may change until it is handed in, and again afterwards.

What people see is never read from here but from the approved revision (`revisions.py`, `live.py`).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import JsonDict, Key, Model, by_value
from advocacy.library.rules.words import ContentKind, Finding, Stage
from advocacy.networks.words import Network
from advocacy.people.rules import Language


class Content(Model):
    """One thing to say. `edition` grows with every edit; `zone` is where the window's wall times were typed.

    `suggested_by_id` is the colleague who had the idea and is credited.
    """

    __tablename__ = "content"
    __table_args__ = (
        CheckConstraint(
            "closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at", name="window_is_forward"
        ),
        Index("ix_content_edited_at_id", "edited_at", "id"),
        Index("ix_content_opens_at", "opens_at"),
    )

    id: Mapped[Key]
    kind: Mapped[ContentKind] = mapped_column(by_value(ContentKind), default=ContentKind.POST)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    stage: Mapped[Stage | None] = mapped_column(by_value(Stage))
    link: Mapped[str] = mapped_column(String(2000), default="")
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64), default="")
    contest_rules: Mapped[str] = mapped_column(LongText, default="")
    contest_ends_at: Mapped[datetime | None]
    suggested_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    edition: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]


class ContentText(Model):
    """What staff are told of a content in one language: its title and its why."""

    __tablename__ = "content_text"

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[Language] = mapped_column(by_value(Language), primary_key=True)
    title: Mapped[str] = mapped_column(String(160), default="")
    why: Mapped[str] = mapped_column(String(1000), default="")
    audience: Mapped[str] = mapped_column(String(300), default="")
    next_step: Mapped[str] = mapped_column(String(300), default="")


class ContentTopic(Model):
    """A topic a content belongs to."""

    __tablename__ = "content_topic"

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)


class ContentWriter(Model):
    """Somebody who wrote in a content, and so may not approve it."""

    __tablename__ = "content_writer"

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    first_at: Mapped[datetime]


class Variant(Model):
    """What is said on one network in one language: it has one wording or several."""

    __tablename__ = "variant"
    __table_args__ = (UniqueConstraint("content_id", "network", "language"),)

    id: Mapped[Key]
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"))
    network: Mapped[Network] = mapped_column(by_value(Network))
    language: Mapped[Language] = mapped_column(by_value(Language))


class Wording(Model):
    """One way to say it. Its number stays while its text is edited: shares and links are counted by it."""

    __tablename__ = "wording"
    __table_args__ = (Index("ix_wording_variant_id_position", "variant_id", "position"),)

    id: Mapped[Key]
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(LongText)


class ContentMedia(Model):
    """A picture, video or document of a content, with what it shows in words."""

    __tablename__ = "content_media"
    __table_args__ = (Index("ix_content_media_content_id_position", "content_id", "position"),)

    id: Mapped[Key]
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"))
    media_file_id: Mapped[int] = mapped_column(ForeignKey("media_file.id"))
    position: Mapped[int] = mapped_column(Integer)
    alt_fr: Mapped[str] = mapped_column(String(1500), default="")
    alt_en: Mapped[str] = mapped_column(String(1500), default="")


class Evidence(Model):
    """A factual claim of a content, what shows that it is true, and the last day on which it may be made."""

    __tablename__ = "content_evidence"

    id: Mapped[Key]
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    statement: Mapped[str] = mapped_column(String(500))
    evidence: Mapped[str] = mapped_column(String(1000), default="")
    expires_on: Mapped[date | None]


class FindingAnswer(Model):
    """What the editor answered to a warning. `about` is the SHA-256 of what was warned of, as it stood."""

    __tablename__ = "content_finding_answer"
    __table_args__ = (UniqueConstraint("content_id", "finding", "about"),)

    id: Mapped[Key]
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"))
    finding: Mapped[Finding] = mapped_column(by_value(Finding))
    about: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ContentTemplate(Model):
    """A content to begin from: its fields as a form gives them."""

    __tablename__ = "content_template"
    __table_args__ = (
        Index(
            "uq_content_template_name",
            "name",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(120))
    body: Mapped[JsonDict]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
