"""Recalling content: what it does is said before, with its numbers."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.library.actions import recalling
from advocacy.library.forms.reviewing import RecallForm
from advocacy.library.queries.reviewing import title_of
from advocacy.library.queries.standing import visible_stand
from advocacy.library.reach import reach_of
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.numbers import LARGEST_KEY
from advocacy.work import unit_of_work


@bp.get("/contents/<int:content_id>/recall")
@access(Can.RECALL_CONTENT)
def recall(content_id: int) -> Response:
    """What a recall does, and the form."""
    return _page(content_id, RecallForm(formdata=None))


@bp.post("/contents/<int:content_id>/recall")
@access(Can.RECALL_CONTENT)
def recall_content(content_id: int) -> Response:
    """Recall it, for good."""
    form = RecallForm()
    if form.validate_on_submit():
        number = form.correction.data
        correction = min(number, LARGEST_KEY) if number is not None else None
        with form.refusing(), unit_of_work() as work:
            recalling.recall(work, content_id, form.words(), correction_id=correction)
        if not form.errors:
            flash(_("Recalled. Nobody can pass it on any more; whoever did is being told."), "ok")
            return go(url_for(".review", content_id=content_id))
    return _page(content_id, form)


def _page(content_id: int, form: RecallForm) -> Response:
    who = reader()
    visible_stand(who.session, content_id, visible_to=who.actor)
    title = title_of(who.session, content_id, who.language)
    return page(
        "recall.html",
        content_id=content_id,
        title=title,
        reach=reach_of(who.session, content_id),
        form=form,
        status=form.status,
    )
