"""What publishing would mean, and publishing exactly what was approved."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.charter.rules import Weight
from advocacy.charter.rules.drafting import Stage
from advocacy.htmx import go
from advocacy.training.actions import publishing as actions
from advocacy.training.forms.writing import PublicationForm
from advocacy.training.queries import drafts as queries
from advocacy.training.queries.dry_run import material
from advocacy.training.routes.manage.blueprint import bp, page, steps
from advocacy.work import unit_of_work


@bp.get("/drafts/<int:module_draft_id>/publication")
@access(Can.SEE_TRAINING_DRAFTS)
def publication(module_draft_id: int) -> Response:
    """Who would owe the module again; nothing is changed by looking."""
    return _page(module_draft_id, PublicationForm(formdata=None))


@bp.post("/drafts/<int:module_draft_id>/publication")
@access(Can.PUBLISH_TRAINING)
def publish(module_draft_id: int) -> Response:
    """Publish exactly what was on the page."""
    form = PublicationForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            version_id = actions.publish(work, module_draft_id, shown=form.manifest.data or "")
        if not form.errors:
            flash(_("Published."), "ok")
            return go(url_for(".version", module_version_id=version_id))
    return _page(module_draft_id, form, status=form.status)


def _page(draft_id: int, form: PublicationForm, *, status: int = 200) -> Response:
    who = reader()
    found = queries.draft(who.session, draft_id, visible_to=who.actor)
    weight = found.review.weight if found.review and found.stage is Stage.APPROVED else None
    asks_again = weight is Weight.MATERIAL
    return page(
        "publication.html",
        draft=found,
        weight=weight,
        run=material(who.session, found.module_id, at=who.now) if asks_again else None,
        form=form,
        may_publish=who.actor.can(Can.PUBLISH_TRAINING),
        steps=steps(found, "publication"),
        status=status,
    )
