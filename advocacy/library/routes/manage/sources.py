"""Feeds: which are read, adding one after a look at it, stopping one."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.languages import language, say
from advocacy.library.actions import feeds as actions
from advocacy.library.forms.sources import FeedForm
from advocacy.library.queries import feeds as queries
from advocacy.library.queries.rights import rights_of
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.library.rules.feeds import NotAFeed
from advocacy.library.sources.finding import FeedFound, find
from advocacy.numbers import LARGEST_KEY, whole_number
from advocacy.people.rules import Language
from advocacy.topics.queries import topics
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


@bp.get("/sources")
@access(Can.MANAGE_SOURCES)
def sources() -> Response:
    """The feeds that are read, and how many new items each has."""
    who = reader()
    return page("sources.html", rows=queries.feeds(who.session, visible_to=who.actor), language=who.language)


@bp.get("/sources/new")
@access(Can.MANAGE_SOURCES)
def new_source() -> Response:
    """The form for a feed."""
    return _new(FeedForm(formdata=None, data={"language": language()}))


@bp.post("/sources")
@access(Can.MANAGE_SOURCES)
def add_source() -> Response:
    """Look at a feed and show its first items, or read it from now on."""
    form = _offered(FeedForm())
    if not form.validate_on_submit():
        return _new(form)
    found = _looked(form)
    if found is None or "look" in request.form:
        return _new(form, found)
    with form.refusing(), unit_of_work() as work:
        actions.add_feed(
            work,
            address=found.address,
            name=form.name.data or found.name,
            language=Language(form.language.data),
            topic_id=whole_number(form.topic.data, most=LARGEST_KEY),
        )
    if form.errors:
        return _new(form, found)
    flash(_("The feed is read from now on. Its items appear among the new ones in a moment."), "ok")
    return go(url_for(".sources"))


@bp.post("/sources/<int:feed_id>/reading")
@access(Can.MANAGE_SOURCES)
def read_source(feed_id: int) -> Response:
    """Read a feed again at once."""
    with unit_of_work() as work:
        actions.read_now(work, feed_id)
    flash(_("The feed is being read."), "ok")
    return go(url_for(".sources"))


@bp.post("/sources/<int:feed_id>/end")
@access(Can.MANAGE_SOURCES)
def stop_source(feed_id: int) -> Response:
    """Read a feed no more."""
    with unit_of_work() as work:
        actions.stop_feed(work, feed_id)
    flash(_("The feed is not read any more. What came from it stays."), "ok")
    return go(url_for(".sources"))


def _looked(form: FeedForm) -> FeedFound | None:
    """The feed at the address typed, or an error of the form. Nothing is held open meanwhile."""
    reader().session.rollback()
    try:
        found = find(wiring().web, form.url.data or "")
    except NotAFeed as refused:
        form.form_errors = [say(refused)]
        return None
    form.url.data = found.address
    return found


def _offered(form: FeedForm) -> FeedForm:
    who = reader()
    limits = rights_of(who.session, who.actor.id)
    offered = [one for one in topics(who.session) if not limits or one.id in limits]
    return form.offer([(str(one.id), one.name(who.language)) for one in offered])


def _new(form: FeedForm, found: FeedFound | None = None) -> Response:
    return page(
        "new_source.html",
        form=form if form.topic.choices else _offered(form),
        found=found,
        status=form.status,
    )
