"""Documents and what was published of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.charter.rules import Force, Weight
from advocacy.db import BigId, JsonDict, Key, Model, by_value
from advocacy.people.rules import Language
from advocacy.roles import Role


class Document(Model):
    """Something with versions that people acknowledge: the charter, and others if wished."""

    __tablename__ = "document"

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]


class Version(Model):
    """A published version. `live_at` may lie ahead: then it is scheduled. Insert-only.

    `quiz_sha256` is None unless a quiz is attached: it stays the same from version to version while the
    questions and the mark do.
    """

    __tablename__ = "charter_version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        Index("ix_charter_version_live_at", "live_at"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("charter_draft.id"), unique=True)
    number: Mapped[int] = mapped_column(Integer)
    force: Mapped[Force] = mapped_column(by_value(Force))
    weight: Mapped[Weight] = mapped_column(by_value(Weight))
    authoritative: Mapped[Language] = mapped_column(by_value(Language))
    manifest: Mapped[str] = mapped_column(String(64))
    manifest_bytes: Mapped[bytes] = mapped_column(LargeBinary)
    days_to_acknowledge: Mapped[int] = mapped_column(Integer)
    pass_mark: Mapped[int] = mapped_column(Integer, default=0)
    attempts: Mapped[int | None] = mapped_column(Integer)
    quiz_sha256: Mapped[str | None] = mapped_column(String(64))
    live_at: Mapped[datetime]
    due_on: Mapped[date]
    binding_on: Mapped[JsonDict]
    author_id: Mapped[int | None] = mapped_column(Integer)
    approver_id: Mapped[int | None] = mapped_column(Integer)
    publisher_id: Mapped[int | None] = mapped_column(Integer)
    recorded_at: Mapped[datetime]


class Text(Model):
    """One language of a published version: the source and the HTML shown, both hashed. Insert-only.

    `questions` is the quiz as read from `quiz`, in the order of the source; both are empty without a quiz.
    """

    __tablename__ = "charter_text"
    __table_args__ = (UniqueConstraint("version_id", "language"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    language: Mapped[Language] = mapped_column(by_value(Language))
    title: Mapped[str] = mapped_column(String(200))
    statement: Mapped[str] = mapped_column(String(600))
    change_note: Mapped[str] = mapped_column(String(2000))
    source: Mapped[str] = mapped_column(LongText)
    summary: Mapped[str] = mapped_column(LongText)
    quiz: Mapped[str] = mapped_column(LongText, default="")
    questions: Mapped[JsonDict] = mapped_column(default=dict)
    html: Mapped[str] = mapped_column(LongText)
    summary_html: Mapped[str] = mapped_column(LongText)
    canonical: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    html_sha256: Mapped[str] = mapped_column(String(64))


class Audience(Model):
    """One line of a version's audience, as a dated row; no line means everyone."""

    __tablename__ = "charter_audience"

    id: Mapped[BigId]
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"), index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    role: Mapped[Role | None] = mapped_column(by_value(Role))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    recorded_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class Withdrawal(Model):
    """A published (or scheduled) version was taken back. Insert-only."""

    __tablename__ = "charter_withdrawal"

    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(2000), default="")
