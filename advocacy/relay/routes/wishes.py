"""What I wish: topics, the digest, my Mastodon server; being reminded of a post; putting recalls aside."""

from __future__ import annotations

from datetime import datetime

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.htmx import go
from advocacy.languages import format_datetime, language
from advocacy.relay.actions import reminding, telling, wishing
from advocacy.relay.forms import ReminderForm, WishesForm
from advocacy.relay.queries.around import around
from advocacy.relay.routes.blueprint import bp, me, page
from advocacy.relay.routes.showing import post_page
from advocacy.topics.queries import topics
from advocacy.work import unit_of_work


@bp.get("/wishes")
@access(Can.READ_LIBRARY)
def wishes() -> Response:
    """What I follow, and how I hear of it."""
    return _wishes_page(None)


@bp.post("/wishes")
@access(Can.READ_LIBRARY)
def wish() -> Response:
    """Keep it."""
    form = WishesForm()
    named = topics(db.session())
    form.offer([(one.slug, one.name(language())) for one in named])
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            told = wishing.Wishes(form.topics.data or [], form.digest.data, form.mastodon.data or "")
            wishing.wish(work, told)
    if form.errors:
        return _wishes_page(form)
    flash(_("Your wishes are kept."), "ok")
    return go(url_for(".wishes"))


@bp.post("/<int:post_id>/reminders")
@access(Can.RELAY)
def remind(post_id: int) -> Response:
    """Remind me of a post at a time of my clock."""
    form = ReminderForm()
    due_at: datetime | None = None
    if form.validate_on_submit() and form.clock.data is not None:
        with form.refusing(), unit_of_work() as work:
            due_at = reminding.remind_me(work, post_id, day=form.day.data, clock=form.clock.data)
    if due_at is None:
        return post_page(post_id, reminder=form)
    flash(_("You will be reminded by mail: %(at)s.", at=format_datetime(due_at)), "ok")
    return go(url_for(".show", post_id=post_id))


@bp.post("/<int:post_id>/reminders/deletion")
@access(Can.RELAY)
def forget(post_id: int) -> Response:
    """Do not remind me after all."""
    with unit_of_work() as work:
        reminding.forget(work, post_id)
    flash(_("You will not be reminded."), "ok")
    return go(url_for(".show", post_id=post_id))


@bp.post("/recalls/<int:recall_id>/seen")
@access(Can.READ_LIBRARY)
def put_aside(recall_id: int) -> Response:
    """I have read that it was recalled."""
    with unit_of_work() as work:
        telling.put_aside(work, recall_id)
    return go(url_for(".index"))


def _wishes_page(form: WishesForm | None) -> Response:
    known = around(db.session(), me())
    named = topics(db.session())
    begun = {
        "topics": [one.slug for one in named if one.id in known.topics],
        "digest": known.digest,
        "mastodon": known.mastodon,
    }
    shown = form or WishesForm(formdata=None, data=begun)
    return page(
        "relay/wishes.html",
        known=known,
        status=shown.status,
        form=shown.offer([(one.slug, one.name(language())) for one in named]),
    )
