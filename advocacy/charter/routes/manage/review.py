"""Handing a draft in, and the reviewer's page: what changed, the whole text, and the decision."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.actions import reviewing as actions
from advocacy.charter.forms.publishing import EditionForm, ReviewForm
from advocacy.charter.previewing import comparisons, previews
from advocacy.charter.proofreading import proofread
from advocacy.charter.queries import drafts as queries
from advocacy.charter.queries.places import places
from advocacy.charter.queries.previous import previous, review_facts_of
from advocacy.charter.routes.manage.blueprint import bp, page, reader, steps
from advocacy.charter.rules.reviewing import may_decide
from advocacy.charter.rules.texts import gaps
from advocacy.charter.rules.words import Decision
from advocacy.charter.spoken import tell
from advocacy.htmx import go
from advocacy.numbers import whole_number
from advocacy.work import unit_of_work


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
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.submit(work, draft_id, edition=whole_number(form.edition.data) or 0)
        if not form.errors:
            flash(_("Submitted for review. Any change from now on takes it back."), "ok")
            return go(url_for(".review", draft_id=draft_id))
    return _page(draft_id, ReviewForm(formdata=None), form, status=form.status)


@bp.post("/drafts/<int:draft_id>/review")
@access(Can.APPROVE_CHARTER)
def decide(draft_id: int) -> Response:
    """Approve or return exactly what was on the page."""
    form = ReviewForm()
    if form.validate_on_submit():
        decision = Decision(form.decision.data)
        with form.refusing(), unit_of_work() as work:
            actions.decide(
                work,
                draft_id,
                shown=form.manifest.data or "",
                decision=decision,
                weight=form.chosen_weight(),
                note=form.note.data or "",
            )
        if not form.errors:
            approved = decision is Decision.APPROVED
            flash(_("Approved.") if approved else _("Returned to its author."), "ok")
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
        told=tell(proofread(found.texts)),
        gaps=gaps(found.texts),
        previews=previews(found.texts),
        comparisons=comparisons(before.texts, found.texts) if before else (),
        places=places(who.session),
        status=status,
    )
