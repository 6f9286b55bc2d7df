"""HR looks at proofs: the list, one of them with its file, accepting and refusing."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import title_in
from advocacy.moment import today
from advocacy.numbers import LARGEST_ID, whole_number
from advocacy.training.actions import proofs as actions
from advocacy.training.forms.proofs import RefusalForm
from advocacy.training.queries import proofs as queries
from advocacy.training.queries.published import titles
from advocacy.training.routes.proofs.blueprint import bp, given_out
from advocacy.work import unit_of_work


@bp.get("/")
@access(Can.CHECK_PROOF)
def index() -> Response:
    """The proofs that wait; `decided` shows the others."""
    decided = request.args.get("decided") == "1"
    before = whole_number(request.args.get("before"), most=LARGEST_ID)
    found = queries.proofs(
        db.session(), visible_to=current_actor(), day=today(), decided=decided, before=before
    )
    return page(
        "training/proofs/index.html",
        rows=found.rows,
        older=found.edges(lambda row: row.id)[1],
        titles=titles(db.session(), {row.module_id for row in found.rows}),
        title_in=title_in,
        decided=decided,
    )


@bp.get("/<id:proof_id>")
@access(Can.CHECK_PROOF)
def show(proof_id: int) -> Response:
    """One proof."""
    return _page(proof_id, RefusalForm(formdata=None))


@bp.get("/<id:proof_id>/file")
@access(Can.CHECK_PROOF)
def file(proof_id: int) -> Response:
    """Its file."""
    return given_out(
        queries.content_to_check(db.session(), proof_id, visible_to=current_actor(), day=today())
    )


@bp.post("/<id:proof_id>/acceptance")
@access(Can.CHECK_PROOF)
def accept(proof_id: int) -> Response:
    """Accept it."""
    form = RefusalForm(formdata=None)
    with form.refusing(), unit_of_work() as work:
        actions.accept(work, proof_id)
    if form.errors:
        return _page(proof_id, form)
    flash(_("Accepted: the training counts as done, with a certificate. The person is told by mail."), "ok")
    return go(url_for(".index"))


@bp.post("/<id:proof_id>/refusal")
@access(Can.CHECK_PROOF)
def refuse(proof_id: int) -> Response:
    """Refuse it, and say why."""
    form = RefusalForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.refuse(work, proof_id, form.note.data or "")
        if not form.errors:
            flash(_("Refused. The person reads why, here and by mail."), "ok")
            return go(url_for(".index"))
    return _page(proof_id, form)


def _page(proof_id: int, form: RefusalForm) -> Response:
    found = queries.one_proof(db.session(), proof_id, visible_to=current_actor(), day=today())
    return page(
        "training/proofs/show.html",
        proof=found,
        title=title_in(titles(db.session(), [found.module_id])[found.module_id]),
        form=form,
        status=form.status,
    )
