"""The editor: settings, lessons and quizzes with their preview, what is to be mended, giving a draft up."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.archive import to_zip
from advocacy.charter.reader import reader
from advocacy.charter.routes.manage.drafts import as_file
from advocacy.htmx import go
from advocacy.training.actions import drafts as actions
from advocacy.training.actions.folders import export_folder
from advocacy.training.forms.writing import LessonForm
from advocacy.training.previewing import previews
from advocacy.training.proofreading import proofread
from advocacy.training.queries import drafts as queries
from advocacy.training.queries.drafts import DraftView
from advocacy.training.routes.manage.blueprint import bp, page, steps
from advocacy.training.spoken import tell
from advocacy.work import unit_of_work


@bp.get("/drafts/<int:module_draft_id>")
@access(Can.SEE_TRAINING_DRAFTS)
def draft(module_draft_id: int) -> Response:
    """Both languages to write in, side by side, and what is to be mended before review."""
    found = _find(module_draft_id)
    return _editor(found, LessonForm.of(found.texts, found.settings, found.edition))


@bp.post("/drafts/<int:module_draft_id>")
@access(Can.WRITE_TRAINING)
def save(module_draft_id: int) -> Response:
    """Keep what was typed, unless the draft was saved elsewhere meanwhile: then show both."""
    form = LessonForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.save(work, module_draft_id, form.all_texts(), form.settings(), edition=form.opened_at())
        if not form.errors:
            flash(_("Saved."), "ok")
            return go(url_for(".draft", module_draft_id=module_draft_id))
    return _editor(_find(module_draft_id), form, status=form.status)


@bp.post("/drafts/<int:module_draft_id>/preview")
@access(Can.WRITE_TRAINING)
def preview(module_draft_id: int) -> Response:
    """What was typed, rendered, with everything that is to be mended; nothing is saved."""
    found, form = _find(module_draft_id), LessonForm()
    values = _judged(found, form)
    return page(
        "draft.html",
        fragment="training/manage/_preview.html",
        draft=found,
        form=form,
        saved=None,
        **values,
    )


@bp.post("/drafts/<int:module_draft_id>/discard")
@access(Can.WRITE_TRAINING)
def discard(module_draft_id: int) -> Response:
    """Give the draft up."""
    found = _find(module_draft_id)
    with unit_of_work() as work:
        actions.discard(work, module_draft_id)
    flash(_("The draft of version %(number)s is discarded.", number=found.number), "ok")
    return go(url_for(".module", module_slug=found.slug))


@bp.get("/drafts/<int:module_draft_id>/folder")
@access(Can.SEE_TRAINING_DRAFTS)
def download_draft(module_draft_id: int) -> Response:
    """The draft as a zip of its folder."""
    found = _find(module_draft_id)
    return as_file(
        to_zip(export_folder(found.parts), folder=found.slug), f"{found.slug}-{found.number}-draft.zip"
    )


def _find(draft_id: int) -> DraftView:
    who = reader()
    return queries.draft(who.session, draft_id, visible_to=who.actor)


def _editor(found: DraftView, form: LessonForm, *, status: int = 200) -> Response:
    """The editor. When the draft was saved elsewhere, what is saved now stands beside what was typed."""
    clash = status == 409 and form.opened_at() != found.edition
    if clash:
        # Whoever saves again now has seen what they replace.
        form.edition.data = str(found.edition)
    saved = found if clash else None
    return page("draft.html", draft=found, form=form, saved=saved, status=status, **_judged(found, form))


def _judged(found: DraftView, form: LessonForm) -> dict[str, Any]:
    """The preview of what stands in the form, and what is wrong with it."""
    typed = {text.language: text for text in form.texts()}
    return {
        "steps": steps(found, "draft"),
        "told": tell(proofread(found.kind, form.settings(), typed)),
        "previews": previews(typed),
    }
