"""Accounts on networks that a member uses for this work only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Model, by_value
from advocacy.networks.words import Network
from advocacy.roster.rules import CheckResult, Confirmation


class WorkAccount(Model):
    """One account. Until it is confirmed it is not shown in public; `code` is what is posted there to
    prove it."""

    __tablename__ = "roster_work_account"
    __table_args__ = (
        Index(
            "uq_roster_work_account_network_handle_key",
            "network",
            "handle_key",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND confirmed_at IS NOT NULL"),
            postgresql_where=text("ended_at IS NULL AND confirmed_at IS NOT NULL"),
        ),
        Index("ix_roster_work_account_person_id", "person_id"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    network: Mapped[Network] = mapped_column(by_value(Network))
    handle: Mapped[str] = mapped_column(String(120))
    handle_key: Mapped[str] = mapped_column(String(120))
    url: Mapped[str] = mapped_column(String(400))
    code: Mapped[str] = mapped_column(String(32))
    added_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmation: Mapped[Confirmation | None] = mapped_column(by_value(Confirmation))
    check_result: Mapped[CheckResult | None] = mapped_column(by_value(CheckResult))
    checked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
