"""New items of feeds: made into drafts or put aside, one or many at once."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.languages import ngettext
from advocacy.library.actions import items as actions
from advocacy.library.forms.sources import ChoiceForm
from advocacy.library.queries import items as queries
from advocacy.library.queries.feeds import feeds
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.numbers import LARGEST_ID, LARGEST_KEY, whole_number
from advocacy.work import unit_of_work


@bp.get("/sources/items")
@access(Can.MANAGE_SOURCES)
def feed_items() -> Response:
    """What is new in the feeds, the latest first."""
    return _items(ChoiceForm(formdata=None))


@bp.post("/sources/items")
@access(Can.MANAGE_SOURCES)
def make_drafts() -> Response:
    """Make drafts of the items chosen, or put them aside."""
    form, chosen = ChoiceForm(), _chosen()
    made: list[int] = []
    aside = "dismiss" in request.form
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            if aside:
                actions.dismiss(work, chosen)
            else:
                made = actions.make_drafts(work, chosen)
    if form.errors:
        return _items(form)
    if aside:
        flash(_("Put aside."), "ok")
    elif len(made) == 1:
        flash(_("The draft is made. Say now what use it is to the reader."), "ok")
        return go(url_for(".content", content_id=made[0]))
    else:
        flash(ngettext("%(num)s draft is made.", "%(num)s drafts are made.", len(made)), "ok")
    return go(url_for(".feed_items", feed=_feed()))


@bp.post("/sources/<int:feed_id>/items/dismissal")
@access(Can.MANAGE_SOURCES)
def dismiss_items(feed_id: int) -> Response:
    """Put aside everything of one feed, up to what stood on the page."""
    up_to = whole_number(request.form.get("up_to"), most=LARGEST_ID) or 0
    with unit_of_work() as work:
        count = actions.dismiss_all(work, feed_id, up_to=up_to)
    flash(ngettext("%(num)s item is put aside.", "%(num)s items are put aside.", count), "ok")
    return go(url_for(".feed_items"))


def _chosen() -> list[int]:
    found = (whole_number(one, most=LARGEST_ID) for one in request.form.getlist("item")[:100])
    return [one for one in found if one is not None]


def _feed() -> int | None:
    return whole_number(request.args.get("feed"), most=LARGEST_KEY)


def _items(form: ChoiceForm) -> Response:
    who, feed_id = reader(), _feed()
    found = queries.waiting_items(
        who.session,
        visible_to=who.actor,
        feed_id=feed_id,
        after=whole_number(request.args.get("after"), most=LARGEST_ID),
        before=whole_number(request.args.get("before"), most=LARGEST_ID),
    )
    before, after = found.edges(lambda line: line.id)
    every = feeds(who.session, visible_to=who.actor)
    return page(
        "feed_items.html",
        form=form,
        status=form.status,
        rows=found.rows,
        feed=next((one for one in every if one.id == feed_id), None),
        feed_options=[(one.id, one.name) for one in every],
        newest=found.rows[0].id if found.rows else 0,
        chosen=set(_chosen()) if form.errors else set(),
        newer=url_for(".feed_items", feed=feed_id, before=before) if before else None,
        older=url_for(".feed_items", feed=feed_id, after=after) if after else None,
    )
