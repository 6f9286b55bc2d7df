"""Planning sessions: the list, a new one, and calling one off."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import language, ngettext, title_in, zone
from advocacy.moment import now
from advocacy.numbers import whole_number
from advocacy.training.actions import sessions as actions
from advocacy.training.forms.sessions import SessionForm
from advocacy.training.queries import sessions as queries
from advocacy.training.queries.published import modules, titles
from advocacy.training.routes.sessions.blueprint import bp
from advocacy.training.rules import ModuleKind
from advocacy.work import unit_of_work


@bp.get("/")
@access(Can.HOLD_SESSION)
def index() -> Response:
    """Every session, the latest planned first."""
    before = whole_number(request.args.get("before"))
    found = queries.planned(db.session(), visible_to=current_actor(), before=before)
    return page(
        "training/sessions/index.html",
        rows=found.rows,
        older=found.edges(lambda row: row.id)[1],
        titles=titles(db.session(), {row.module_id for row in found.rows}),
        title_in=title_in,
        now=now(),
    )


@bp.get("/new")
@access(Can.HOLD_SESSION)
def new() -> Response:
    """A form for another session."""
    usual = {"zone": zone(), "language": language(), "places": 12, "module": request.args.get("module", "")}
    return _new_page(SessionForm(formdata=None, data=usual))


@bp.post("/")
@access(Can.HOLD_SESSION)
def plan() -> Response:
    """Plan it."""
    form = SessionForm()
    form.offer(_choices())
    if form.validate_on_submit():
        session_id = 0
        with form.refusing(), unit_of_work() as work:
            session_id = actions.plan(work, form.plan())
        if not form.errors:
            flash(_("Planned. It stands on the page of the training, where people take a place."), "ok")
            return go(url_for(".show", session_id=session_id))
    return _new_page(form)


@bp.post("/<int:session_id>/cancellation")
@access(Can.HOLD_SESSION)
def cancel(session_id: int) -> Response:
    """Call a session off, and tell those with a place."""
    with unit_of_work() as work:
        told = actions.cancel(work, session_id)
    flash(
        ngettext(
            "Cancelled. %(num)s person with a place is told by mail.",
            "Cancelled. %(num)s people with a place are told by mail.",
            told,
        ),
        "ok",
    )
    return go(url_for(".show", session_id=session_id))


def _new_page(form: SessionForm) -> Response:
    form.offer(_choices())
    return page("training/sessions/new.html", form=form, status=form.status)


def _choices() -> list[tuple[int, str]]:
    """The modules of which a session can be held, by title."""
    found = (
        one for one in modules(db.session(), at=now()) if one.kind is ModuleKind.SESSION and not one.retired
    )
    return sorted(((one.id, one.text_in(language()).title) for one in found), key=lambda pair: pair[1])
