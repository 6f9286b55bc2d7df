"""Revoking a completion, with a reason that can be deleted."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import title_in
from advocacy.moment import now, today
from advocacy.training.actions import revoking as actions
from advocacy.training.forms.recording import RevocationForm
from advocacy.training.queries.outlines import outlines
from advocacy.training.queries.recorded import one_completion
from advocacy.training.routes.recording.blueprint import bp
from advocacy.work import unit_of_work


@bp.get("/<id:completion_id>/revocation")
@access(Can.REVOKE_COMPLETION)
def revocation(completion_id: int) -> Response:
    """The completion, and what revoking it means."""
    return _page(completion_id, RevocationForm(formdata=None))


@bp.post("/<id:completion_id>/revocation")
@access(Can.REVOKE_COMPLETION)
def revoke(completion_id: int) -> Response:
    """Revoke it."""
    form, person_id = RevocationForm(), 0
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            person_id = actions.revoke(work, completion_id, form.reason.data or "")
        if not form.errors:
            flash(_("Revoked: it counts no more, and its certificate says so."), "ok")
            return go(url_for(".person", person_id=person_id))
    return _page(completion_id, form)


@bp.post("/<id:completion_id>/reason/deletion")
@access(Can.REVOKE_COMPLETION)
def forget_reason(completion_id: int) -> Response:
    """Delete why it was revoked."""
    with unit_of_work() as work:
        person_id = actions.forget_reason(work, completion_id)
    flash(_("The reason is deleted."), "ok")
    return go(url_for(".person", person_id=person_id))


def _page(completion_id: int, form: RevocationForm) -> Response:
    found = one_completion(db.session(), completion_id, visible_to=current_actor(), day=today())
    title = title_in(outlines(db.session(), [found.module_id], at=now())[found.module_id].title)
    return page(
        "training/completions/revocation.html", done=found, title=title, form=form, status=form.status
    )
