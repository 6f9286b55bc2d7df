"""Who works on which topics of the library: given and ended by administrators."""

from __future__ import annotations

from flask import Blueprint, Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import language, say
from advocacy.library.actions import rights as actions
from advocacy.library.forms.reviewing import RightForm
from advocacy.library.queries import rights as queries
from advocacy.moment import today
from advocacy.topics.queries import topics
from advocacy.work import unit_of_work

bp = Blueprint("library_rights", __name__, url_prefix="/admin/library")


@bp.get("/")
@access(Can.GIVE_LIBRARY_RIGHT)
def index() -> Response:
    """Every limit that holds now, and a form for another."""
    return _page(_form())


@bp.post("/")
@access(Can.GIVE_LIBRARY_RIGHT)
def give() -> Response:
    """Limit somebody to a topic."""
    form = _form()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.give(work, form.person.data, form.topic.data)
        if not form.errors:
            flash(_("Given. Without a limit everybody with the role works on all topics."), "ok")
            return go(url_for(".index"))
    return _page(form)


@bp.post("/<int:person_id>/<int:topic_id>/end")
@access(Can.GIVE_LIBRARY_RIGHT)
def end(person_id: int, topic_id: int) -> Response:
    """Lift a limit."""
    try:
        with unit_of_work() as work:
            actions.end(work, person_id, topic_id)
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(_("Ended."), "ok")
    return go(url_for(".index"))


def _form() -> RightForm:
    form = RightForm()
    spoken = language()
    form.offer(
        list(queries.workers(db.session(), day=today())),
        [(one.id, one.name(spoken)) for one in topics(db.session())],
    )
    return form


def _page(form: RightForm) -> Response:
    return page(
        "admin/library/index.html",
        form=form,
        rows=queries.limits(db.session()),
        language=language(),
        status=form.status,
    )
