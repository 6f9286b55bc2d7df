"""The world outside, as the library knows it: networks, official accounts, pages linked to, posts seen."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model, by_value
from advocacy.library.rules.words import SightingKind, TargetState
from advocacy.networks.words import Network


class NetworkSheet(Model):
    """What the company does on one network. Without a sheet, or with one that is off, it is not there."""

    __tablename__ = "network_sheet"

    network: Mapped[Network] = mapped_column(by_value(Network), primary_key=True)
    is_on: Mapped[bool] = mapped_column(Boolean, default=False)
    mission_fr: Mapped[str] = mapped_column(String(1000), default="")
    mission_en: Mapped[str] = mapped_column(String(1000), default="")
    offer_fr: Mapped[str] = mapped_column(String(1000), default="")
    offer_en: Mapped[str] = mapped_column(String(1000), default="")
    expect_fr: Mapped[str] = mapped_column(String(1000), default="")
    expect_en: Mapped[str] = mapped_column(String(1000), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    edited_at: Mapped[datetime]


class OfficialAccount(Model):
    """An account of the company on a network. `close_on` was decided; `closed_at` says that it is done."""

    __tablename__ = "official_account"
    __table_args__ = (UniqueConstraint("network", "address"),)

    id: Mapped[Key]
    network: Mapped[Network] = mapped_column(by_value(Network))
    handle: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(400))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    help_address: Mapped[str] = mapped_column(String(400), default="")
    last_post_on: Mapped[date | None]
    close_on: Mapped[date | None]
    closing_reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class LinkTarget(Model):
    """A page that content links to: its card when last looked at, and whether it is still the approved one.

    `approved_sha256` is the hash of the card at the last approval, `seen_sha256` of what was found last.
    """

    __tablename__ = "link_target"
    __table_args__ = (
        Index(
            "ix_link_target_next_at",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    address_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(String(2000))
    state: Mapped[TargetState] = mapped_column(by_value(TargetState), default=TargetState.WAITING)
    title: Mapped[str] = mapped_column(String(300), default="")
    description: Mapped[str] = mapped_column(String(600), default="")
    site: Mapped[str] = mapped_column(String(120), default="")
    image_id: Mapped[int | None] = mapped_column(ForeignKey("media_file.id"))
    seen_sha256: Mapped[str | None] = mapped_column(String(64))
    approved_sha256: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(String(200), default="")
    fails: Mapped[int] = mapped_column(Integer, default=0)
    seen_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]


class Sighting(Model):
    """A post seen outside by an employee, told to the communications team, and what became of it.

    `told_at` is when those who look after a worrying one were written to.
    """

    __tablename__ = "sighting"
    __table_args__ = (
        Index(
            "ix_sighting_open",
            "id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
        Index("ix_sighting_person_id_id", "person_id", "id"),
        Index(
            "ix_sighting_untold",
            "id",
            sqlite_where=text("told_at IS NULL AND kind = 'worrying'"),
            postgresql_where=text("told_at IS NULL AND kind = 'worrying'"),
        ),
        Index(
            "ix_sighting_told_at",
            "told_at",
            sqlite_where=text("told_at IS NOT NULL"),
            postgresql_where=text("told_at IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    link: Mapped[str] = mapped_column(String(2000))
    kind: Mapped[SightingKind] = mapped_column(by_value(SightingKind))
    at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(1000), default="")
    handled_at: Mapped[datetime | None]
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
