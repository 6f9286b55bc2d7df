"""Signing in: devices, one-time links, and failures counted per account."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Model, by_value


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "invitation"
    RESET = "reset"


class SignIn(Model):
    """One device on which a person is signed in. The cookie carries a secret, this row its SHA-256."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_person_id_ended_at", "person_id", "ended_at"),)

    id: Mapped[BigId]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(120))


class OneTimeLink(Model):
    """An invitation or a reset. Opening it changes nothing; setting a password with it spends it."""

    __tablename__ = "one_time_link"
    __table_args__ = (Index("ix_one_time_link_person_id", "person_id"),)

    id: Mapped[BigId]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[LinkPurpose] = mapped_column(by_value(LinkPurpose))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInFailure(Model):
    """A failed sign-in, counted by account name (hashed): a company behind one address is not shut out."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_account_at", "account", "at"),)

    id: Mapped[BigId]
    account: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(index=True)
