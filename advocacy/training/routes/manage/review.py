"""Handing a draft in, and the reviewer's page: what changed, the whole module, and the decision."""

from __future__ import annotations

from flask import Response, url_for

from advocacy.access import Can, access
from advocacy.charter.deciding import decided, handed_in
from advocacy.charter.forms.publishing import EditionForm
from advocacy.charter.reader import reader
from advocacy.charter.rules.reviewing import may_decide
from advocacy.htmx import go
from advocacy.training.actions import reviewing as actions
from advocacy.training.forms.writing import ReviewForm
from advocacy.training.previewing import compared, previews
from advocacy.training.proofreading import proofread
from advocacy.training.queries import drafts as queries
from advocacy.training.queries.versions import newest, review_facts
from advocacy.training.routes.manage.blueprint import bp, page, steps
from advocacy.training.spoken import tell


@bp.get("/drafts/<int:module_draft_id>/review")
@access(Can.SEE_TRAINING_DRAFTS)
def review(module_draft_id: int) -> Response:
    """What is handed in, against the version in force; whoever may decides here."""
    return _page(module_draft_id, ReviewForm(formdata=None), EditionForm(formdata=None))


@bp.post("/drafts/<int:module_draft_id>/submission")
@access(Can.WRITE_TRAINING)
def submit(module_draft_id: int) -> Response:
    """Hand the draft in exactly as it was on the page."""
    form = EditionForm()
    if handed_in(form, module_draft_id, actions.submit):
        return go(url_for(".review", module_draft_id=module_draft_id))
    return _page(module_draft_id, ReviewForm(formdata=None), form, status=form.status)


@bp.post("/drafts/<int:module_draft_id>/review")
@access(Can.APPROVE_TRAINING)
def decide(module_draft_id: int) -> Response:
    """Approve or return exactly what was on the page."""
    form = ReviewForm()
    if decided(form, module_draft_id, actions.decide):
        return go(url_for(".review", module_draft_id=module_draft_id))
    return _page(module_draft_id, form, EditionForm(formdata=None), status=form.status)


def _page(draft_id: int, form: ReviewForm, handing_in: EditionForm, *, status: int = 200) -> Response:
    who = reader()
    found = queries.draft(who.session, draft_id, visible_to=who.actor)
    before = newest(who.session, found.module_id)
    facts = review_facts(found, before)
    return page(
        "review.html",
        draft=found,
        before=before,
        facts=facts,
        may_decide=who.actor.can(Can.APPROVE_TRAINING) and may_decide(facts, who.actor.id),
        form=form,
        handing_in=handing_in,
        steps=steps(found, "review"),
        told=tell(proofread(found.kind, found.settings, found.texts)),
        previews=previews(found.texts),
        comparisons=compared(before.texts, found.texts) if before else (),
        status=status,
    )
