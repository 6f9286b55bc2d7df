"""Tables of the charter. Drafts change; whatever was published or acknowledged only grows.

States such as *scheduled*, *published* or *superseded* are computed from the rows, never stored.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, text
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.charter.rules import Act, Decision, DossierStep, Force, Weight
from advocacy.db import BigId, JsonDict, Key, Model, by_value
from advocacy.people.rules import Language
from advocacy.roles import Role


class Document(Model):
    """Something with versions that people acknowledge: the charter, and others if wished."""

    __tablename__ = "document"

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]


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


class Version(Model):
    """A published version. `live_at` may lie ahead: then it is scheduled. Insert-only."""

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
    live_at: Mapped[datetime]
    due_on: Mapped[date]
    binding_on: Mapped[JsonDict]
    author_id: Mapped[int | None] = mapped_column(Integer)
    approver_id: Mapped[int | None] = mapped_column(Integer)
    publisher_id: Mapped[int | None] = mapped_column(Integer)
    recorded_at: Mapped[datetime]


class Text(Model):
    """One language of a published version: the source and the HTML shown, both hashed. Insert-only."""

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


class Acknowledgement(Model):
    """The act of one person on one text of one version: acknowledged, or read and objected. Insert-only.

    `opened_at` and `reached_end` are the evidence of display that came with the act.
    """

    __tablename__ = "acknowledgement"
    __table_args__ = (
        UniqueConstraint("person_id", "version_id", "act"),
        Index("ix_acknowledgement_version_id_at", "version_id", "at"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    text_id: Mapped[int] = mapped_column(ForeignKey("charter_text.id"))
    act: Mapped[Act] = mapped_column(by_value(Act))
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    opened_at: Mapped[datetime]
    reached_end: Mapped[bool] = mapped_column(Boolean)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))


class ObjectionReason(Model):
    """Why somebody objected: out of the ledger, out of managers' sight, and deletable."""

    __tablename__ = "objection_reason"

    acknowledgement_id: Mapped[int] = mapped_column(ForeignKey("acknowledgement.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(LongText)


class Reading(Model):
    """Somebody reached the end of a text that was opened for them: evidence of display. Insert-only."""

    __tablename__ = "charter_reading"
    __table_args__ = (UniqueConstraint("person_id", "text_id"),)

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text_id: Mapped[int] = mapped_column(ForeignKey("charter_text.id"))
    opened_at: Mapped[datetime]
    reached_end_at: Mapped[datetime]


class Question(Model):
    """A question asked from the page to the owner of the document, and the owner's answer."""

    __tablename__ = "charter_question"
    __table_args__ = (Index("ix_charter_question_answered_at_id", "answered_at", "id"),)

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    language: Mapped[Language] = mapped_column(by_value(Language))
    clause: Mapped[str] = mapped_column(String(80), default="")
    question: Mapped[str] = mapped_column(String(2000))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(4000))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(Integer)
