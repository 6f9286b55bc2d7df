"""Noting what people outside said to a content."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.htmx import go
from advocacy.insights.actions import noting
from advocacy.insights.actions.noting import Said
from advocacy.insights.forms import LessonForm, VerbatimForm, empty
from advocacy.insights.routes.blueprint import bp
from advocacy.insights.routes.contents import content_page
from advocacy.networks.words import Network
from advocacy.work import unit_of_work


@bp.post("/contents/<int:post_id>/verbatims")
@access(Can.NOTE_INSIGHT)
def note_verbatim(post_id: int) -> Response:
    """Note what somebody said."""
    form = VerbatimForm()
    if form.validate_on_submit():
        said = Said(Network(form.network.data), form.quote.data or "", form.link.data or "")
        with form.refusing(), unit_of_work() as work:
            noting.note_verbatim(work, post_id, said)
        if not form.errors:
            flash(_("Noted."), "ok")
            return go(url_for(".content", post_id=post_id, _anchor="verbatims"))
    return content_page(post_id, form, empty(LessonForm))


@bp.post("/verbatims/<int:verbatim_id>/removal")
@access(Can.NOTE_INSIGHT)
def remove_verbatim(verbatim_id: int) -> Response:
    """Remove a note."""
    with unit_of_work() as work:
        content_id = noting.remove_verbatim(work, verbatim_id)
    flash(_("Removed."), "ok")
    return go(url_for(".content", post_id=content_id, _anchor="verbatims"))
