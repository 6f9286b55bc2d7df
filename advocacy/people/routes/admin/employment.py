"""Placing somebody anew, recording that they leave or return."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.moment import today
from advocacy.people.actions import placements
from advocacy.people.actions.placements import Employed
from advocacy.people.forms.people import EmploymentForm, LeavingForm, MoveForm
from advocacy.people.queries import profile
from advocacy.people.routes.admin import bp
from advocacy.people.routes.admin.choices import with_places
from advocacy.people.routes.admin.persons import found, place, seen
from advocacy.work import unit_of_work


@bp.get("/people/<int:person_id>/placement")
@access(Can.MANAGE_PEOPLE)
def placement(person_id: int) -> Response:
    """Place somebody anew: the form holds where they are now."""
    someone = seen(person_id)
    now_at = profile.placed(db.session(), someone.id, today())
    form = with_places(MoveForm(data={**now_at, "since": today()}))
    return page("admin/placement.html", form=form, person=someone)


@bp.post("/people/<int:person_id>/placement")
@access(Can.MANAGE_PEOPLE)
def move(person_id: int) -> Response:
    """Keep the new placement."""
    form = with_places(MoveForm())
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            placements.place(work, found(work, person_id), place(form), since=form.since.data)
    if form.errors:
        return page("admin/placement.html", form=form, person=seen(person_id), status=form.status)
    flash(_("The new placement is recorded."), "success")
    return go(url_for(".person", person_id=person_id))


@bp.get("/people/<int:person_id>/leaving")
@access(Can.MANAGE_PEOPLE)
def leaving(person_id: int) -> Response:
    """Record a last day."""
    return page("admin/leaving.html", form=LeavingForm(), person=seen(person_id))


@bp.post("/people/<int:person_id>/leaving")
@access(Can.MANAGE_PEOPLE)
def leave(person_id: int) -> Response:
    """Keep the last day."""
    form = LeavingForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            placements.record_leaving(work, found(work, person_id), last_day=form.last_day.data)
    if form.errors:
        return page("admin/leaving.html", form=form, person=seen(person_id), status=form.status)
    flash(_("The last day is recorded. From the day after, the account is closed."), "success")
    return go(url_for(".person", person_id=person_id))


@bp.get("/people/<int:person_id>/return")
@access(Can.MANAGE_PEOPLE)
def returning(person_id: int) -> Response:
    """Record that somebody who left works here again."""
    form = with_places(EmploymentForm(data={"first": today()}))
    return page("admin/returning.html", form=form, person=seen(person_id))


@bp.post("/people/<int:person_id>/return")
@access(Can.MANAGE_PEOPLE)
def take_back(person_id: int) -> Response:
    """Keep the return."""
    form = with_places(EmploymentForm())
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            employed = Employed(form.first.data, form.last.data)
            placements.take_back(work, found(work, person_id), employed, place(form))
    if form.errors:
        return page("admin/returning.html", form=form, person=seen(person_id), status=form.status)
    flash(_("The return is recorded."), "success")
    return go(url_for(".person", person_id=person_id))
