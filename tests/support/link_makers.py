"""Makers of tracked links, of those who follow them, and readers of what was counted."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.library.models import Content
from advocacy.networks.words import Network
from advocacy.relay.actions.links import tracked_link
from advocacy.relay.counting import Clicks
from advocacy.relay.models import LinkDay, TrackedLink
from advocacy.roles import SYSTEM
from advocacy.work import unit_of_work
from tests.support.library_makers import a_live_content

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
MASTODON = "Mastodon/4.3.1 (http.rb/5.2.0; +https://mastodon.example/) Bot"


def a_tracked_link(
    content: Content | None = None,
    *,
    network: Network = Network.BLUESKY,
    wording_id: int = 0,
    target: str | None = None,
) -> TrackedLink:
    """A link in use, of a live content unless one is given."""
    content = content or a_live_content()
    with unit_of_work(SYSTEM) as work:
        return tracked_link(
            work,
            content_id=content.id,
            wording_id=wording_id,
            network=network,
            target=content.link if target is None else target,
        )


def clicks_of_app(app: Flask) -> Clicks:
    """What this application has in memory of clicks."""
    clicks = app.extensions["advocacy-clicks"]
    assert isinstance(clicks, Clicks)
    return clicks


def forget_clicks(app: Flask) -> None:
    """Drop what a test before this one left in memory: its links are gone."""
    clicks = clicks_of_app(app)
    clicks._clicks.clear()
    clicks._beyond.clear()


def counted(link_id: int, day: date | None = None) -> tuple[int, int]:
    """(people, bots) counted for a link, on one day or in all."""
    wanted = select(func.coalesce(func.sum(LinkDay.people), 0), func.coalesce(func.sum(LinkDay.bots), 0))
    if day is not None:
        wanted = wanted.where(LinkDay.day == day)
    people, bots = db.session.execute(wanted.where(LinkDay.link_id == link_id)).one()
    db.session.rollback()  # a savepoint left open here would take with it what is written inside it
    return int(people), int(bots)
