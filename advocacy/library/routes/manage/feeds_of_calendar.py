"""One's own calendar feeds: made with an address that is shown once, and revoked."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.library import spoken
from advocacy.library.actions import calendar_feeds as actions
from advocacy.library.forms.calendar import FeedForm
from advocacy.library.queries.calendar_feeds import MOST_FEEDS, FeedLine, feeds_of
from advocacy.library.queries.objectives import ObjectiveLine, objectives
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.networks.words import RELAYED
from advocacy.topics.queries import TopicLine, topics
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


@bp.get("/calendar/feeds")
@access(Can.SEE_CONTENT)
def calendar_feeds() -> Response:
    """The feeds I have, and a form for another."""
    return _page(FeedForm(formdata=None))


@bp.post("/calendar/feeds")
@access(Can.SEE_CONTENT)
def make_feed() -> Response:
    """Make one, and show its address: this once."""
    form = FeedForm()
    every, named = _choices(form)
    token = ""
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            token = actions.make_feed(work, form.shown())
    if form.errors:
        return _page(form)
    address = wiring().settings.base_url + url_for("calendar_feeds.show", token=token)
    return page("make_feed.html", address=address, about=_about(form.shown().values(), every, named))


@bp.post("/calendar/feeds/<int:feed_id>/revocation")
@access(Can.SEE_CONTENT)
def revoke_feed(feed_id: int) -> Response:
    """Let it answer no more."""
    with unit_of_work() as work:
        actions.revoke_feed(work, feed_id)
    flash(_("Revoked. Calendar programs that read it find nothing any more."), "ok")
    return go(url_for(".calendar_feeds"))


def _page(form: FeedForm) -> Response:
    who = reader()
    every, named = _choices(form)
    mine: list[FeedLine] = feeds_of(who.session, who.actor.id or 0)
    return page(
        "calendar_feeds.html",
        form=form,
        feeds=[(one, _about(one.shown.values(), every, named)) for one in mine],
        most=MOST_FEEDS,
        status=form.status,
    )


def _choices(form: FeedForm) -> tuple[list[ObjectiveLine], list[TopicLine]]:
    who = reader()
    every, named = objectives(who.session), topics(who.session)
    spoken_in = who.language.value
    form.offer(
        [(one.id, one.name(spoken_in)) for one in every if not one.is_closed],
        [(one.id, one.name(spoken_in)) for one in named],
    )
    return every, named


def _about(values: dict[str, Any], every: list[ObjectiveLine], named: list[TopicLine]) -> list[str]:
    """What a feed leaves in, in words."""
    language = reader().language.value
    words: dict[str, dict[Any, str]] = {
        "network": {one.value: spoken.network(one) for one in RELAYED},
        "language": {one.value: str(name) for one, name in spoken.LANGUAGES.items()},
        "objective": {one.id: one.name(language) for one in every},
        "topic": {one.id: one.name(language) for one in named},
    }
    return [words[name].get(value, "–") for name, value in values.items()]
