"""Noting what was learnt, from an objective or one of its contents."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.htmx import go
from advocacy.insights.actions import noting
from advocacy.insights.forms import LessonForm, VerbatimForm, empty
from advocacy.insights.routes.blueprint import bp
from advocacy.insights.routes.contents import content_page
from advocacy.insights.routes.objectives import objective_page
from advocacy.work import unit_of_work


@bp.post("/objectives/<int:objective_id>/lessons")
@access(Can.NOTE_INSIGHT)
def note_lesson(objective_id: int) -> Response:
    """Note what was learnt from an objective."""
    form = LessonForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            noting.note_lesson(work, objective_id, form.text.data or "")
        if not form.errors:
            flash(_("Noted."), "ok")
            return go(url_for(".objective", objective_id=objective_id, _anchor="lessons"))
    return objective_page(objective_id, form)


@bp.post("/contents/<int:post_id>/lessons")
@access(Can.NOTE_INSIGHT)
def note_content_lesson(post_id: int) -> Response:
    """Note what was learnt from a content."""
    form = LessonForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            noting.note_content_lesson(work, post_id, form.text.data or "")
        if not form.errors:
            flash(_("Noted."), "ok")
            return go(url_for(".content", post_id=post_id, _anchor="lessons"))
    return content_page(post_id, empty(VerbatimForm), form)


@bp.post("/lessons/<int:lesson_id>/removal")
@access(Can.NOTE_INSIGHT)
def remove_lesson(lesson_id: int) -> Response:
    """Remove something learnt."""
    with unit_of_work() as work:
        objective_id, content_id = noting.remove_lesson(work, lesson_id)
    flash(_("Removed."), "ok")
    if content_id is not None:
        return go(url_for(".content", post_id=content_id, _anchor="lessons"))
    return go(url_for(".objective", objective_id=objective_id, _anchor="lessons"))
