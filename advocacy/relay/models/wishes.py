"""What a person chose for relaying: topics followed, a Mastodon server, the weekly digest."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Model


class RelayWishes(Model):
    """One person's wishes. The digest is sent only to who asked for it."""

    __tablename__ = "relay_wishes"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    mastodon: Mapped[str] = mapped_column(String(253), default="")
    digest: Mapped[bool] = mapped_column(Boolean, default=False)


class TopicSubscription(Model):
    """A topic somebody follows in the library. Who follows none sees them all."""

    __tablename__ = "topic_subscription"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)
    at: Mapped[datetime]


class DigestSent(Model):
    """The digest of a week (its Monday) was made for somebody – handed to the mail, or there was nothing to
    say: never twice."""

    __tablename__ = "relay_digest"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class MastodonServer(Model):
    """A Mastodon server as it last told its limits. `problem` is why it could not be asked."""

    __tablename__ = "mastodon_server"

    host: Mapped[str] = mapped_column(String(253), primary_key=True)
    most_characters: Mapped[int] = mapped_column(Integer)
    link_characters: Mapped[int] = mapped_column(Integer)
    problem: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[datetime]
