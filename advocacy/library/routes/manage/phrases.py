"""The words to think twice about: the list, adding to it, taking from it."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.library.actions import phrases as actions
from advocacy.library.forms.starting import PhraseForm
from advocacy.library.queries import phrases as queries
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.work import unit_of_work


@bp.get("/phrases")
@access(Can.MANAGE_PHRASES)
def phrases() -> Response:
    """All of them, with why, and a form for one more."""
    return _page(PhraseForm(formdata=None))


@bp.post("/phrases")
@access(Can.MANAGE_PHRASES)
def add_phrase() -> Response:
    """Warn of these words from now on."""
    form = PhraseForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.add(
                work,
                form.phrase.data or "",
                language=form.chosen_language(),
                reason_fr=form.reason_fr.data or "",
                reason_en=form.reason_en.data or "",
            )
        if not form.errors:
            flash(_("Added. Whoever types these words is warned from now on."), "ok")
            return go(url_for(".phrases"))
    return _page(form)


@bp.post("/phrases/<int:phrase_id>/retirement")
@access(Can.MANAGE_PHRASES)
def retire_phrase(phrase_id: int) -> Response:
    """Warn of these words no longer."""
    with unit_of_work() as work:
        actions.retire(work, phrase_id)
    flash(_("Taken out."), "ok")
    return go(url_for(".phrases"))


def _page(form: PhraseForm) -> Response:
    rows = queries.phrases(reader().session)
    return page("phrases.html", form=form, rows=rows, status=form.status)
