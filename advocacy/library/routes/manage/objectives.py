"""Objectives: the list with the ten stages, one objective, its reviews and figures."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.errors import Refused
from advocacy.htmx import go
from advocacy.languages import say
from advocacy.library.actions import objectives as actions
from advocacy.library.forms.objectives import FigureForm, ObjectiveForm, ReviewForm
from advocacy.library.queries import objectives as queries
from advocacy.library.queries.owners import APPROVERS, owners
from advocacy.library.queries.stages import live_by_stage
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.library.rules.words import Verdict
from advocacy.work import unit_of_work


@bp.get("/objectives")
@access(Can.SEE_CONTENT)
def objectives() -> Response:
    """Every objective with its figure, and the stages that live contents speak to."""
    who = reader()
    found = queries.objectives(who.session, counted=True)
    return page(
        "objectives.html",
        open=[one for one in found if not one.is_closed],
        closed=[one for one in found if one.is_closed],
        stages=live_by_stage(who.session, at=who.now),
        today=who.today,
        language=who.language.value,
    )


@bp.get("/objectives/new")
@access(Can.SET_OBJECTIVE)
def new_objective() -> Response:
    """Set an objective."""
    return page("new_objective.html", form=_form())


@bp.post("/objectives")
@access(Can.SET_OBJECTIVE)
def add_objective() -> Response:
    """Keep it."""
    form = _form(typed=True)
    if form.validate_on_submit():
        aim, measure = form.kind()
        with form.refusing(), unit_of_work() as work:
            made = actions.set_objective(
                work, form.plan(), aim=aim, measure=measure, owner_id=form.owner.data
            )
        if not form.errors:
            flash(_("The objective is set. Contents can serve it from now on."), "ok")
            return go(url_for(".objective", objective_id=made))
    return page("new_objective.html", form=form, status=form.status)


@bp.get("/objectives/<int:objective_id>")
@access(Can.SEE_CONTENT)
def objective(objective_id: int) -> Response:
    """One objective: how far it is, what was decided, and the next review."""
    return _page(objective_id)


@bp.get("/objectives/<int:objective_id>/change")
@access(Can.SET_OBJECTIVE)
def edit_objective(objective_id: int) -> Response:
    """Want something else."""
    found = queries.objective(reader().session, objective_id)
    values = {
        **vars(found),
        "owner": found.owner_id,
        "owner_name": found.owner,
        "aim": found.aim.value,
        "measure": found.measure.value,
    }
    return _edit_page(objective_id, _form(values))


@bp.post("/objectives/<int:objective_id>/change")
@access(Can.SET_OBJECTIVE)
def change_objective(objective_id: int) -> Response:
    """Keep what was changed."""
    form = _form(typed=True)
    if form.validate_on_submit():
        aim, measure = form.kind()
        with form.refusing(), unit_of_work() as work:
            actions.change_objective(
                work, objective_id, form.plan(), aim=aim, measure=measure, owner_id=form.owner.data
            )
        if not form.errors:
            flash(_("Saved."), "ok")
            return go(url_for(".objective", objective_id=objective_id))
    return _edit_page(objective_id, form)


@bp.post("/objectives/<int:objective_id>/reviews")
@access(Can.SET_OBJECTIVE)
def review_objective(objective_id: int) -> Response:
    """Sign a review."""
    form = ReviewForm()
    if form.validate_on_submit():
        verdict = Verdict(form.verdict.data)
        with form.refusing(), unit_of_work() as work:
            actions.review_objective(
                work,
                objective_id,
                verdict=verdict,
                note=form.note.data or "",
                next_review_on=form.next_review_on.data,
            )
        if not form.errors:
            flash(_("Your review is signed."), "ok")
            endpoint = ".edit_objective" if verdict is Verdict.CHANGE else ".objective"
            return go(url_for(endpoint, objective_id=objective_id))
    return _page(objective_id, review=form)


@bp.post("/objectives/<int:objective_id>/figures")
@access(Can.SEE_CONTENT)
def note_figure(objective_id: int) -> Response:
    """Note a figure by hand."""
    form = FigureForm()
    if form.validate_on_submit() and form.day.data:
        with form.refusing(), unit_of_work() as work:
            actions.note_figure(
                work,
                objective_id,
                day=form.day.data,
                figure=form.figure.data or 0,
                source=form.source.data or "",
            )
        if not form.errors:
            flash(_("Noted."), "ok")
            return go(url_for(".objective", objective_id=objective_id, _anchor="figures"))
    return _page(objective_id, noting=form)


@bp.post("/objectives/<int:objective_id>/closing")
@access(Can.SET_OBJECTIVE)
def close_objective(objective_id: int) -> Response:
    """Close it."""
    try:
        with unit_of_work() as work:
            actions.close_objective(work, objective_id)
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(_("The objective is closed. What it brought stays on record."), "ok")
    return go(url_for(".objective", objective_id=objective_id))


def _page(objective_id: int, **forms: Any) -> Response:
    who = reader()
    found = queries.objective(who.session, objective_id)
    shown = {
        "review": ReviewForm(formdata=None),
        "noting": FigureForm(formdata=None, data={"day": who.today}),
        **forms,
    }
    return page(
        "objective.html",
        objective=found,
        name=found.name(who.language.value),
        reviews=queries.reviews(who.session, objective_id),
        figures=queries.noted_figures(who.session, objective_id),
        is_overdue=found.is_overdue(who.today),
        may_set=who.actor.can(Can.SET_OBJECTIVE),
        **shown,
        status=max(form.status for form in shown.values()),
    )


def _edit_page(objective_id: int, form: ObjectiveForm) -> Response:
    who = reader()
    found = queries.objective(who.session, objective_id)
    return page(
        "edit_objective.html",
        objective=found,
        name=found.name(who.language.value),
        form=form,
        status=form.status,
    )


def _form(values: dict[str, Any] | None = None, *, typed: bool = False) -> ObjectiveForm:
    form = ObjectiveForm() if typed else ObjectiveForm(formdata=None, data=values or {})
    who = reader()
    people = list(owners(who.session, APPROVERS, day=who.today))
    # Whoever owns it stays on the list, whatever became of their role.
    if values and values["owner_id"] not in dict(people):
        people.append((values["owner_id"], values["owner_name"] or "–"))
    form.offer_owners(people)
    return form
