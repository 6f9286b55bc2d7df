"""Proofs from outside: the file somebody hands in, and what HR decided of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Model


class Proof(Model):
    """A proof handed in: obtained on one day, and holding until another where it says so. Insert-only."""

    __tablename__ = "training_proof"
    __table_args__ = (
        Index("ix_training_proof_person_id_module_id", "person_id", "module_id"),
        CheckConstraint(
            "expires_on IS NULL OR expires_on > obtained_on", name="expires_after_it_was_obtained"
        ),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("training_module.id"))
    obtained_on: Mapped[date]
    expires_on: Mapped[date | None]
    sha256: Mapped[str] = mapped_column(String(64))
    handed_in_at: Mapped[datetime]


class ProofFile(Model):
    """The file itself: deletable, as identity is. `media_type` is what its bytes are, not what was
    claimed."""

    __tablename__ = "training_proof_file"

    proof_id: Mapped[int] = mapped_column(ForeignKey("training_proof.id"), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(160))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class ProofDecision(Model):
    """HR looked at a proof and accepted it or not. Insert-only."""

    __tablename__ = "training_proof_decision"

    proof_id: Mapped[int] = mapped_column(ForeignKey("training_proof.id"), primary_key=True)
    accepted: Mapped[bool] = mapped_column(Boolean)
    note: Mapped[str] = mapped_column(String(600), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
