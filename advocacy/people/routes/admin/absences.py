"""Absences of one person: days, and no reason."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.htmx import go, page
from advocacy.moment import today
from advocacy.people.actions import absences as acts
from advocacy.people.forms.people import AbsenceForm
from advocacy.people.models import Person
from advocacy.people.queries import directory, history
from advocacy.people.queries.history import Fact
from advocacy.people.routes.admin import bp
from advocacy.work import Work, unit_of_work


@bp.get("/people/<int:person_id>/absences")
@access(Can.RECORD_ABSENCE)
def absences(person_id: int) -> Response:
    """The absences of a person, and a form for another."""
    return _absences_page(person_id, AbsenceForm())


@bp.post("/people/<int:person_id>/absences")
@access(Can.RECORD_ABSENCE)
def record_absence(person_id: int) -> Response:
    """Record an absence."""
    form = AbsenceForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.record(work, _found(work, person_id), first=form.first.data, last=form.last.data)
    if form.errors:
        return _absences_page(person_id, form)
    flash(_("The absence is recorded."), "success")
    return go(url_for(".absences", person_id=person_id))


@bp.get("/people/<int:person_id>/absences/<int:absence_id>")
@access(Can.RECORD_ABSENCE)
def absence(person_id: int, absence_id: int) -> Response:
    """Correct the days of one absence."""
    someone, fact = _one(person_id, absence_id)
    form = AbsenceForm(data={"first": fact.span.valid_from, "last": fact.last_day})
    return page("admin/absence.html", form=form, person=someone, absence=fact)


@bp.post("/people/<int:person_id>/absences/<int:absence_id>")
@access(Can.RECORD_ABSENCE)
def correct_absence(person_id: int, absence_id: int) -> Response:
    """Keep the corrected days."""
    form = AbsenceForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            someone = _found(work, person_id)
            acts.correct(work, someone, absence_id, first=form.first.data, last=form.last.data)
    if form.errors:
        person, fact = _one(person_id, absence_id)
        return page("admin/absence.html", form=form, person=person, absence=fact, status=form.status)
    return go(url_for(".absences", person_id=person_id))


@bp.post("/people/<int:person_id>/absences/<int:absence_id>/cancellation")
@access(Can.RECORD_ABSENCE)
def cancel_absence(person_id: int, absence_id: int) -> Response:
    """Say that an absence was entered in error."""
    with unit_of_work() as work:
        acts.cancel(work, _found(work, person_id), absence_id)
    flash(_("The absence is cancelled."), "success")
    return go(url_for(".absences", person_id=person_id))


def _absences_page(person_id: int, form: AbsenceForm) -> Response:
    someone = _seen(person_id)
    facts = [fact for fact in history.facts(db.session(), person_id) if fact.kind == "absence"]
    return page("admin/absences.html", form=form, person=someone, absences=facts, status=form.status)


def _one(person_id: int, absence_id: int) -> tuple[Person, Fact]:
    someone = _seen(person_id)
    for fact in history.facts(db.session(), person_id):
        if fact.kind == "absence" and fact.id == absence_id and fact.retired_at is None:
            return someone, fact
    raise NotVisible


def _seen(person_id: int) -> Person:
    return directory.person(
        db.session(), person_id, visible_to=current_actor(), day=today(), permission=Can.RECORD_ABSENCE
    )


def _found(work: Work, person_id: int) -> Person:
    return directory.person(
        work.session, person_id, visible_to=work.actor, day=today(), permission=Can.RECORD_ABSENCE
    )
