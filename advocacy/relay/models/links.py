"""Tracked links and how often they were followed. No row tells who followed one."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model, by_value
from advocacy.networks.words import Network


class TrackedLink(Model):
    """`/l/<slug>`: one for each wording and network. `wording_id` is 0 for people's own words.

    `target` is the full address with its UTM tags; `fallback` is where it leads since the recall.
    """

    __tablename__ = "tracked_link"
    __table_args__ = (UniqueConstraint("content_id", "wording_id", "network"),)

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(16), unique=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    wording_id: Mapped[int] = mapped_column(Integer)
    network: Mapped[Network] = mapped_column(by_value(Network))
    target: Mapped[str] = mapped_column(String(2600))
    fallback: Mapped[str] = mapped_column(String(2000), default="")
    made_at: Mapped[datetime]


class LinkDay(Model):
    """How many followed a link on one day (UTC): people once each, and suspected bots apart."""

    __tablename__ = "link_day"

    link_id: Mapped[int] = mapped_column(ForeignKey("tracked_link.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    people: Mapped[int] = mapped_column(Integer, default=0)
    bots: Mapped[int] = mapped_column(Integer, default=0)


class ClickSalt(Model):
    """The secret of one day with which visitors are told apart. Thrown away with the day."""

    __tablename__ = "click_salt"

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))


class ClickSeen(Model):
    """A visitor was counted today: HMAC of address and browser with the day's salt, gone with the day."""

    __tablename__ = "click_seen"

    day: Mapped[date] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    visitor: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
