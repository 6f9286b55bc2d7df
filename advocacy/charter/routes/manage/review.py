"""Handing a draft in, and the reviewer's page: what changed, the whole text, and the decision."""

from __future__ import annotations

from flask import Response, url_for

from advocacy.access import Can, access
from advocacy.charter.actions import reviewing as actions
from advocacy.charter.deciding import decided, handed_in
from advocacy.charter.forms.publishing import EditionForm, ReviewForm
from advocacy.charter.previewing import comparisons, previews
from advocacy.charter.proofreading import proofread
from advocacy.charter.queries import drafts as queries
from advocacy.charter.queries.places import places
from advocacy.charter.queries.previous import previous, review_facts_of
from advocacy.charter.reader import reader
from advocacy.charter.routes.manage.blueprint import bp, page, steps
from advocacy.charter.rules.reviewing import may_decide
from advocacy.charter.rules.texts import gaps
from advocacy.charter.spoken import tell
from advocacy.htmx import go


@bp.get("/drafts/<int:draft_id>/review")
@access(Can.SEE_CHARTER_DRAFTS)
def review(draft_id: int) -> Response:
    """What is handed in, against the version in force; whoever may decides here."""
    return _page(draft_id, ReviewForm(formdata=None), EditionForm(formdata=None))


@bp.post("/drafts/<int:draft_id>/submission")
@access(Can.WRITE_CHARTER)
def submit(draft_id: int) -> Response:
    """Hand the draft in exactly as it was on the page."""
    form = EditionForm()
    if handed_in(form, draft_id, actions.submit):
        return go(url_for(".review", draft_id=draft_id))
    return _page(draft_id, ReviewForm(formdata=None), form, status=form.status)


@bp.post("/drafts/<int:draft_id>/review")
@access(Can.APPROVE_CHARTER)
def decide(draft_id: int) -> Response:
    """Approve or return exactly what was on the page."""
    form = ReviewForm()
    if decided(form, draft_id, actions.decide):
        return go(url_for(".review", draft_id=draft_id))
    return _page(draft_id, form, EditionForm(formdata=None), status=form.status)


def _page(draft_id: int, form: ReviewForm, handing_in: EditionForm, *, status: int = 200) -> Response:
    who = reader()
    found = queries.draft(who.session, draft_id, visible_to=who.actor)
    before = previous(who.session, found.document_id, at=who.now)
    facts = review_facts_of(found, before)
    return page(
        "review.html",
        draft=found,
        before=before,
        facts=facts,
        may_decide=who.actor.can(Can.APPROVE_CHARTER) and may_decide(facts, who.actor.id),
        form=form,
        handing_in=handing_in,
        steps=steps(found, "review"),
        told=tell(proofread(found.texts, found.terms)),
        gaps=gaps(found.texts),
        previews=previews(found.texts),
        comparisons=comparisons(before.texts, found.texts) if before else (),
        places=places(who.session),
        status=status,
    )
