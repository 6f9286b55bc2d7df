"""One session as its trainer sees it: who has a place, and who was there."""

from __future__ import annotations

from flask import Response, flash, request, url_for

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import ngettext, title_in
from advocacy.moment import now
from advocacy.training.actions import sessions as actions
from advocacy.training.forms.sessions import AttendanceForm, WalkInForm
from advocacy.training.queries import sessions as queries
from advocacy.training.queries.published import titles
from advocacy.training.routes.sessions.blueprint import bp
from advocacy.work import unit_of_work


@bp.get("/<int:session_id>")
@access(Can.HOLD_SESSION)
def show(session_id: int) -> Response:
    """The session, with its people."""
    return _page(session_id, AttendanceForm(formdata=None), WalkInForm(formdata=None))


@bp.post("/<int:session_id>/attendance")
@access(Can.HOLD_SESSION)
def attend(session_id: int) -> Response:
    """Tick who was there."""
    form, count = AttendanceForm(), 0
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            count = actions.attend(work, session_id, form.ticked())
        if not form.errors:
            return _ticked(session_id, count)
    return _page(session_id, form, WalkInForm(formdata=None))


@bp.post("/<int:session_id>/walk-ins")
@access(Can.HOLD_SESSION)
def walk_in(session_id: int) -> Response:
    """Tick somebody who came without a place."""
    form, count = WalkInForm(), 0
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            count = actions.attend_by_number(work, session_id, form.number.data or "", form.minutes.data or 0)
        if not form.errors:
            return _ticked(session_id, count)
    return _page(session_id, AttendanceForm(formdata=None), form)


def _ticked(session_id: int, count: int) -> Response:
    flash(
        ngettext(
            "%(num)s person is recorded as having been there, with their certificate.",
            "%(num)s people are recorded as having been there, with their certificates.",
            count,
        ),
        "ok",
    )
    return go(url_for(".show", session_id=session_id))


def _page(session_id: int, form: AttendanceForm, walk_in: WalkInForm) -> Response:
    found = queries.one_session(db.session(), session_id, visible_to=current_actor())
    typed = request.form if form.errors else {}
    return page(
        "training/sessions/show.html",
        found=found,
        title=title_in(titles(db.session(), [found.module_id])[found.module_id]),
        people=queries.attendees(db.session(), found),
        form=walk_in if walk_in.errors else form,
        walk_in=walk_in,
        present=set(request.form.getlist("present")) if typed else set(),
        typed=typed,
        now=now(),
        status=walk_in.status if walk_in.errors else form.status,
    )
