"""The dossier of a binding version, per employer."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.actions import dossiers as actions
from advocacy.charter.forms.publishing import StepForm
from advocacy.charter.queries import drafts as queries
from advocacy.charter.queries.dossiers import EmployerDossier, dossiers
from advocacy.charter.reader import reader
from advocacy.charter.routes.manage.blueprint import bp, page, steps
from advocacy.htmx import go
from advocacy.numbers import whole_number
from advocacy.work import unit_of_work


@bp.get("/drafts/<int:draft_id>/dossier")
@access(Can.SEE_CHARTER_DRAFTS)
def dossier(draft_id: int) -> Response:
    """What was done at each employer, what is missing, and from when the version would bind."""
    return _page(draft_id, None)


@bp.post("/drafts/<int:draft_id>/dossier")
@access(Can.WRITE_CHARTER)
def record_step(draft_id: int) -> Response:
    """Record a step at one employer."""
    form = StepForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.record_step(
                work,
                draft_id,
                employer_id=whole_number(form.employer.data) or 0,
                step=form.chosen_step(),
                done_on=form.done_on.data,
                reference=form.reference.data,
            )
        if not form.errors:
            flash(_("Recorded."), "ok")
            return go(url_for(".dossier", draft_id=draft_id))
    return _page(draft_id, form, status=form.status)


@bp.post("/drafts/<int:draft_id>/dossier/<int:entry_id>/retirement")
@access(Can.WRITE_CHARTER)
def take_back_step(draft_id: int, entry_id: int) -> Response:
    """Let a wrong step no longer count."""
    with unit_of_work() as work:
        actions.take_back_step(work, draft_id, entry_id)
    flash(_("The step no longer counts."), "ok")
    return go(url_for(".dossier", draft_id=draft_id))


def _page(draft_id: int, form: StepForm | None, *, status: int = 200) -> Response:
    who = reader()
    found = queries.draft(who.session, draft_id, visible_to=who.actor)
    each = dossiers(who.session, draft_id, found.audience, day=who.today, edited_at=found.edited_at)
    typed_for = whole_number(form.employer.data) if form else None
    forms = {one.employer_id: form if form and one.employer_id == typed_for else _empty(one) for one in each}
    for employer_id, one_form in forms.items():
        one_form.numbered(employer_id)
    return page(
        "dossier.html",
        draft=found,
        dossiers=each,
        forms_of=forms,
        form=form,
        steps=steps(found, "dossier"),
        today=who.today,
        status=status,
    )


def _empty(one: EmployerDossier) -> StepForm:
    """A form for the next step of one employer."""
    return StepForm(formdata=None, data={"step": one.missing[0].value if one.missing else None})
