"""The editor: texts in both languages with their preview, what is to be mended, and giving a draft up."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy import htmx
from advocacy.access import Can, access
from advocacy.charter import spoken
from advocacy.charter.actions import drafts as actions
from advocacy.charter.actions.folders import export_folder
from advocacy.charter.archive import to_zip
from advocacy.charter.forms.writing import TextsForm
from advocacy.charter.previewing import previews
from advocacy.charter.proofreading import proofread
from advocacy.charter.queries import drafts as queries
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.reader import reader
from advocacy.charter.routes.manage.blueprint import bp, page, steps
from advocacy.charter.rules.texts import gaps
from advocacy.charter.spoken import tell
from advocacy.htmx import go
from advocacy.work import unit_of_work


@bp.get("/drafts/<int:draft_id>")
@access(Can.SEE_CHARTER_DRAFTS)
def draft(draft_id: int) -> Response:
    """Both texts to write in, side by side, and what is to be mended before review."""
    found = _find(draft_id)
    return _editor(found, TextsForm.of(found.texts, found.terms, found.edition))


@bp.post("/drafts/<int:draft_id>")
@access(Can.WRITE_CHARTER)
def save(draft_id: int) -> Response:
    """Keep what was typed, unless the draft was saved elsewhere meanwhile: then show both."""
    form = TextsForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.save_texts(work, draft_id, form.all_texts(), edition=form.opened_at(), terms=form.terms())
        if not form.errors:
            flash(_("Saved."), "ok")
            return go(url_for(".draft", draft_id=draft_id))
    return _editor(_find(draft_id), form, status=form.status)


@bp.post("/drafts/<int:draft_id>/preview")
@access(Can.WRITE_CHARTER)
def preview(draft_id: int) -> Response:
    """What was typed, rendered, with everything that is to be mended; nothing is saved."""
    found, form = _find(draft_id), TextsForm()
    typed = {text.language: text for text in form.texts()}
    return htmx.page(
        "charter/manage/draft.html",
        fragment="charter/manage/_preview.html",
        spoken=spoken,
        draft=found,
        form=form,
        saved=None,
        steps=steps(found, "draft"),
        told=tell(proofread(typed, form.terms())),
        gaps=gaps(typed),
        previews=previews(typed),
    )


@bp.post("/drafts/<int:draft_id>/discard")
@access(Can.WRITE_CHARTER)
def discard(draft_id: int) -> Response:
    """Give the draft up."""
    found = _find(draft_id)
    with unit_of_work() as work:
        actions.discard(work, draft_id)
    flash(_("The draft of version %(number)s is discarded.", number=found.number), "ok")
    return go(url_for(".document", slug=found.slug))


@bp.get("/drafts/<int:draft_id>/folder")
@access(Can.SEE_CHARTER_DRAFTS)
def download_draft(draft_id: int) -> Response:
    """The draft as a zip of its folder."""
    found = _find(draft_id)
    name = f"{found.slug}-{found.number}"
    return as_file(to_zip(export_folder(found.parts), folder=name), f"{name}-draft.zip")


def as_file(content: bytes, name: str) -> Response:
    """A zip to keep under this name."""
    answer = Response(content, mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _find(draft_id: int) -> DraftView:
    who = reader()
    return queries.draft(who.session, draft_id, visible_to=who.actor)


def _editor(found: DraftView, form: TextsForm, *, status: int = 200) -> Response:
    """The editor. When the draft was saved elsewhere, what is saved now stands beside what was typed."""
    clash = status == 409 and form.opened_at() != found.edition
    if clash:
        # Whoever saves again now has seen what they replace.
        form.edition.data = str(found.edition)
    typed = {text.language: text for text in form.texts()}
    return page(
        "draft.html",
        draft=found,
        form=form,
        saved=found.texts if clash else None,
        steps=steps(found, "draft"),
        told=tell(proofread(typed, form.terms())),
        gaps=gaps(typed),
        previews=previews(typed),
        status=status,
    )
