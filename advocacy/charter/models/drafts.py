"""A version being written: drafts change until they are published."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, text
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.charter.rules import Decision, DossierStep, Force, Weight
from advocacy.db import BigId, Key, Model, by_value
from advocacy.people.rules import Language
from advocacy.roles import Role


class Draft(Model):
    """A version being written. Once published it stays as the record of how it came about."""

    __tablename__ = "charter_draft"
    __table_args__ = (
        # A number that was discarded is free again: versions are 1, 2, 3 … without holes.
        Index(
            "uq_charter_draft_document_id_number",
            "document_id",
            "number",
            unique=True,
            sqlite_where=text("discarded_at IS NULL"),
            postgresql_where=text("discarded_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int] = mapped_column(Integer)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    force: Mapped[Force] = mapped_column(by_value(Force), default=Force.INFORMATIVE)
    authoritative: Mapped[Language] = mapped_column(by_value(Language), default=Language.FRENCH)
    days_to_acknowledge: Mapped[int] = mapped_column(Integer, default=30)
    pass_mark: Mapped[int] = mapped_column(Integer, default=0)
    attempts: Mapped[int | None] = mapped_column(Integer)
    edition: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]


class DraftText(Model):
    """One language of a draft, as typed."""

    __tablename__ = "charter_draft_text"

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("charter_draft.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[Language] = mapped_column(by_value(Language), primary_key=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    statement: Mapped[str] = mapped_column(String(600), default="")
    change_note: Mapped[str] = mapped_column(String(2000), default="")
    source: Mapped[str] = mapped_column(LongText, default="")
    summary: Mapped[str] = mapped_column(LongText, default="")
    quiz: Mapped[str] = mapped_column(LongText, default="")


class DraftWriter(Model):
    """Somebody who wrote in a draft, and so may not approve it."""

    __tablename__ = "charter_draft_writer"

    draft_id: Mapped[int] = mapped_column(ForeignKey("charter_draft.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    first_at: Mapped[datetime]


class DraftAudience(Model):
    """One line of a draft's audience; a person in any line is concerned, no line means everyone."""

    __tablename__ = "charter_draft_audience"

    id: Mapped[BigId]
    draft_id: Mapped[int] = mapped_column(ForeignKey("charter_draft.id", ondelete="CASCADE"), index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    role: Mapped[Role | None] = mapped_column(by_value(Role))


class Submission(Model):
    """A draft was handed in for review: `manifest` is the SHA-256 of exactly that. Insert-only."""

    __tablename__ = "charter_submission"

    id: Mapped[Key]
    draft_id: Mapped[int] = mapped_column(ForeignKey("charter_draft.id"), index=True)
    manifest: Mapped[str] = mapped_column(String(64))
    edition: Mapped[int] = mapped_column(Integer)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Review(Model):
    """What the approver decided of a submission, and whether the change is minor or material. Insert-only."""

    __tablename__ = "charter_review"

    id: Mapped[Key]
    submission_id: Mapped[int] = mapped_column(ForeignKey("charter_submission.id"), unique=True)
    decision: Mapped[Decision] = mapped_column(by_value(Decision))
    weight: Mapped[Weight | None] = mapped_column(by_value(Weight))
    note: Mapped[str] = mapped_column(String(2000), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class DossierEntry(Model):
    """A step French labour law wants for a binding version, at one employer, with the proof's reference."""

    __tablename__ = "charter_dossier_entry"
    __table_args__ = (Index("ix_charter_dossier_entry_draft_id", "draft_id"),)

    id: Mapped[BigId]
    draft_id: Mapped[int] = mapped_column(ForeignKey("charter_draft.id"))
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    step: Mapped[DossierStep] = mapped_column(by_value(DossierStep))
    done_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
