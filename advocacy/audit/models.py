"""The journal and the ledger: tables that only grow, and the openings that can be destroyed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Model


class EventRow(Model):
    """One past-tense fact. `leaf` holds the canonical bytes when the fact must be provable. Insert-only."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_subject_id_id", "subject_id", "id"),
        Index("ix_event_name_id", "name", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(Integer, index=True)
    subject_id: Mapped[int | None] = mapped_column(Integer)
    payload: Mapped[JsonDict]
    leaf: Mapped[bytes | None] = mapped_column(LargeBinary)


class LedgerPending(Model):
    """A provable event that has no place in the ledger yet: added with the event, deleted with its sealing.

    A queue of its own because "events without a leaf" would be sought among all of them every two seconds,
    and a high-water mark would lose those that commit late.
    """

    __tablename__ = "ledger_pending"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True, autoincrement=False)


class LedgerLeaf(Model):
    """The place the sealer gave to an event; positions have no gaps. Insert-only."""

    __tablename__ = "ledger_leaf"

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary)


class LedgerNode(Model):
    """The hash of a complete subtree of 256 or 65,536 … leaves: what keeps proofs cheap. Insert-only."""

    __tablename__ = "ledger_node"

    level: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class Checkpoint(Model):
    """The tree at one size: its root, what to go on from, and the signed note. Insert-only.

    `frontier` holds the hashes of the tree's complete subtrees, and as `latest` the time from which the
    order of the following lines counts.
    """

    __tablename__ = "ledger_checkpoint"

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    frontier: Mapped[JsonDict]
    note: Mapped[str] = mapped_column(Text)
    sealed_at: Mapped[datetime]


class Opening(Model):
    """What a commitment in the ledger hides: salt and values. Destroying the row is erasure."""

    __tablename__ = "ledger_opening"

    id: Mapped[BigId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(Integer, index=True)
    kind: Mapped[str] = mapped_column(String(32))
    commitment: Mapped[str] = mapped_column(String(64), index=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    values_: Mapped[JsonDict] = mapped_column("opened_values")
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


class Anchor(Model):
    """A checkpoint that left our hands: by mail, or with a time stamp. Insert-only."""

    __tablename__ = "ledger_anchor"

    id: Mapped[BigId]
    size: Mapped[int] = mapped_column(ForeignKey("ledger_checkpoint.size"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(index=True)
    detail: Mapped[str] = mapped_column(Text)


class LedgerExport(Model):
    """An export that an auditor asked for on the page: how far it is, and where its file is. Mutable."""

    __tablename__ = "ledger_export"
    __table_args__ = (Index("ix_ledger_export_asked_by_id_id", "asked_by_id", "id"),)

    id: Mapped[BigId]
    asked_by_id: Mapped[int] = mapped_column(Integer)
    asked_at: Mapped[datetime]
    opened: Mapped[JsonDict]
    lines: Mapped[int] = mapped_column(BigInteger, default=0)
    lines_done: Mapped[int] = mapped_column(BigInteger, default=0)
    file_name: Mapped[str | None] = mapped_column(String(80))
    file_bytes: Mapped[int | None] = mapped_column(BigInteger)
    ended_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
