"""What is required of whom: the list, a new requirement with its dry run, and the end of one."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.charter.queries.places import places
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import language, title_in
from advocacy.moment import now, today
from advocacy.numbers import whole_number
from advocacy.topics.queries import topics
from advocacy.training import terms as spoken
from advocacy.training.actions import requiring as actions
from advocacy.training.forms.requiring import (
    EVERYONE,
    SOME,
    EndingForm,
    PlannedRequirementForm,
    RequirementForm,
)
from advocacy.training.queries import dry_run, requirements
from advocacy.training.queries.outlines import outlines, requirable
from advocacy.training.routes.requirements.blueprint import bp, choices_of
from advocacy.training.rules.requiring import check_beginning, check_lines, check_terms
from advocacy.work import unit_of_work


@bp.get("/")
@access(Can.SET_REQUIREMENT)
def index() -> Response:
    """What is required now and from a later day; `ended` shows what no longer is."""
    return _index_page(EndingForm(formdata=None))


@bp.get("/new")
@access(Can.SET_REQUIREMENT)
def new() -> Response:
    """A new requirement and, once it is filled in, what it would mean. Nothing is changed by looking."""
    if not request.args.get("audience"):
        return _new_page(_usual(), run=None)
    form = PlannedRequirementForm(formdata=request.args)
    _offer(form)
    return _new_page(form, run=_dry_run(form) if _is_whole(form) else None)


@bp.post("/")
@access(Can.SET_REQUIREMENT)
def require() -> Response:
    """Require it, as the dry run showed."""
    form = RequirementForm()
    _offer(form)
    if form.validate_on_submit() and not _lacks_audience(form):
        with form.refusing(), unit_of_work() as work:
            actions.require(work, form.module_id(), form.terms(), form.lines(), form.begins_on.data)
        if not form.errors:
            flash(_("Required. Whoever owes it sees it on their first page and gets the usual mails."), "ok")
            return go(url_for(".index"))
    return _new_page(form, run=None)


@bp.post("/<id:requirement_id>/end")
@access(Can.SET_REQUIREMENT)
def end(requirement_id: int) -> Response:
    """End a requirement on a day; what was done stays."""
    form = EndingForm().numbered(requirement_id)
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.end(work, requirement_id, form.ends_on.data)
        if not form.errors:
            flash(_("The requirement ends. Completions and certificates stay as they are."), "ok")
            return go(url_for(".index"))
    return _index_page(form)


def _index_page(form: EndingForm) -> Response:
    actor, before = current_actor(), whole_number(request.args.get("before"))
    ended = request.args.get("ended") == "1"
    found = requirements.listed(
        db.session(), visible_to=actor, day=today(), at=now(), ended=ended, older_than=before
    )
    return page(
        "training/requirements/index.html",
        form=form,
        rows=found.rows,
        older=found.edges(lambda row: row.id)[1],
        ended=ended,
        spoken=spoken,
        title_in=title_in,
        today=today(),
        status=form.status,
    )


def _usual() -> RequirementForm:
    at_large = current_actor().scope(Can.SET_REQUIREMENT) is None
    usual = {
        "module": request.args.get("module", ""),
        "audience": EVERYONE if at_large else SOME,
        "validity": "rolling",
        "months": 12,
        "days": 30,
        "grace_days": 0,
        "begins_on": today() + timedelta(days=1),
    }
    form = PlannedRequirementForm(formdata=None, data=usual)
    _offer(form)
    return form


def _offer(form: RequirementForm) -> None:
    """Fill in the choices: a limited HR chooses among the departments they look after."""
    session, scope = db.session(), current_actor().scope(Can.SET_REQUIREMENT)
    departments = places(session).departments
    form.offer(
        choices_of(requirable(outlines(session, None, at=now()), now())),
        [(key, name) for key, name in departments.items() if scope is None or key in scope],
        [(one.id, one.name(language())) for one in topics(session)],
        at_large=scope is None,
    )


def _is_whole(form: RequirementForm) -> bool:
    """Whether what was typed makes a requirement; else the form says what does not."""
    if not form.validate() or _lacks_audience(form):
        return False
    with form.refusing():
        check_terms(form.terms())
        check_beginning(form.begins_on.data, today())
        check_lines(form.lines(), current_actor().scope(Can.SET_REQUIREMENT))
    return not form.form_errors


def _lacks_audience(form: RequirementForm) -> bool:
    if form.lacks_audience():
        form.audience.errors = [_("Tick at least one department, role or topic, or choose everyone.")]
        return True
    return False


def _dry_run(form: RequirementForm) -> dry_run.DryRun:
    return dry_run.requirement(
        db.session(), form.module_id(), form.terms(), form.lines(), form.begins_on.data, now=now()
    )


def _new_page(form: RequirementForm, run: dry_run.DryRun | None) -> Response:
    return page(
        "training/requirements/new.html",
        form=form,
        run=run,
        spoken=spoken,
        typed=request.args.items(multi=True) if run else (),
        status=form.status,
    )
