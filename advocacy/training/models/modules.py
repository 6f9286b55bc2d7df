"""Modules and their versions. Drafts change; whatever was published only grows.

A version carries its texts, one per language, each with its quiz. A module whose kind is a session or a
proof has
texts too (what it is about, how to take it), and no quiz.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.charter.rules import Decision, Weight
from advocacy.db import JsonDict, Key, Model, by_value
from advocacy.people.rules import Language
from advocacy.training.rules import ModuleKind


class Module(Model):
    """A training. A retired one can no longer be required or taken; what was completed stays."""

    __tablename__ = "training_module"

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[ModuleKind] = mapped_column(by_value(ModuleKind))
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class ModuleDraft(Model):
    """A version being written. `attempts` is None for any number; `minutes` is what it takes, as told
    to people."""

    __tablename__ = "training_draft"
    __table_args__ = (
        # A number that was discarded is free again: versions are 1, 2, 3 … without holes.
        Index(
            "uq_training_draft_module_id_number",
            "module_id",
            "number",
            unique=True,
            sqlite_where=text("discarded_at IS NULL"),
            postgresql_where=text("discarded_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    module_id: Mapped[int] = mapped_column(ForeignKey("training_module.id"))
    number: Mapped[int] = mapped_column(Integer)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    authoritative: Mapped[Language] = mapped_column(by_value(Language), default=Language.FRENCH)
    pass_mark: Mapped[int] = mapped_column(Integer, default=0)
    attempts: Mapped[int | None] = mapped_column(Integer)
    minutes: Mapped[int] = mapped_column(Integer, default=20)
    edition: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]


class ModuleDraftText(Model):
    """One language of a draft, as typed: the lesson in Markdown (a section per level-2 heading) and
    its quiz."""

    __tablename__ = "training_draft_text"

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("training_draft.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[Language] = mapped_column(by_value(Language), primary_key=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    lead: Mapped[str] = mapped_column(String(600), default="")
    change_note: Mapped[str] = mapped_column(String(2000), default="")
    source: Mapped[str] = mapped_column(LongText, default="")
    quiz: Mapped[str] = mapped_column(LongText, default="")


class ModuleDraftWriter(Model):
    """Somebody who wrote in a draft, and so may not approve it."""

    __tablename__ = "training_draft_writer"

    draft_id: Mapped[int] = mapped_column(ForeignKey("training_draft.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    first_at: Mapped[datetime]


class ModuleSubmission(Model):
    """A draft was handed in for review: `manifest` is the SHA-256 of exactly that. Insert-only."""

    __tablename__ = "training_submission"

    id: Mapped[Key]
    draft_id: Mapped[int] = mapped_column(ForeignKey("training_draft.id"), index=True)
    manifest: Mapped[str] = mapped_column(String(64))
    edition: Mapped[int] = mapped_column(Integer)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ModuleReview(Model):
    """What the approver decided of a submission, and whether the change is minor or material. Insert-only."""

    __tablename__ = "training_review"

    id: Mapped[Key]
    submission_id: Mapped[int] = mapped_column(ForeignKey("training_submission.id"), unique=True)
    decision: Mapped[Decision] = mapped_column(by_value(Decision))
    weight: Mapped[Weight | None] = mapped_column(by_value(Weight))
    note: Mapped[str] = mapped_column(String(2000), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ModuleVersion(Model):
    """A published version of a module. Insert-only."""

    __tablename__ = "training_version"
    __table_args__ = (
        UniqueConstraint("module_id", "number"),
        CheckConstraint("minutes > 0", name="takes_time"),
    )

    id: Mapped[Key]
    module_id: Mapped[int] = mapped_column(ForeignKey("training_module.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("training_draft.id"), unique=True)
    number: Mapped[int] = mapped_column(Integer)
    weight: Mapped[Weight] = mapped_column(by_value(Weight))
    authoritative: Mapped[Language] = mapped_column(by_value(Language))
    pass_mark: Mapped[int] = mapped_column(Integer)
    attempts: Mapped[int | None] = mapped_column(Integer)
    minutes: Mapped[int] = mapped_column(Integer)
    manifest: Mapped[str] = mapped_column(String(64))
    manifest_bytes: Mapped[bytes] = mapped_column(LargeBinary)
    published_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(Integer)
    approver_id: Mapped[int | None] = mapped_column(Integer)
    publisher_id: Mapped[int | None] = mapped_column(Integer)


class ModuleText(Model):
    """One language of a published version: source, HTML and quiz, hashed. Insert-only.

    `questions` is the quiz as read from `quiz`, in the order of the source; shuffling is done when it is
    asked.
    """

    __tablename__ = "training_text"
    __table_args__ = (UniqueConstraint("version_id", "language"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("training_version.id"))
    language: Mapped[Language] = mapped_column(by_value(Language))
    title: Mapped[str] = mapped_column(String(200))
    lead: Mapped[str] = mapped_column(String(600))
    change_note: Mapped[str] = mapped_column(String(2000))
    source: Mapped[str] = mapped_column(LongText)
    quiz: Mapped[str] = mapped_column(LongText)
    html: Mapped[str] = mapped_column(LongText)
    questions: Mapped[JsonDict]
    canonical: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    html_sha256: Mapped[str] = mapped_column(String(64))
