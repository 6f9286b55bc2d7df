"""The editor: one content in all its networks and languages, saved over the edition that was shown."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.errors import Problems, Refused
from advocacy.htmx import go
from advocacy.languages import language, say
from advocacy.library import editor
from advocacy.library.actions import writing as actions
from advocacy.library.actions.handing_in import hand_in
from advocacy.library.forms.contents import ContentForm
from advocacy.library.media import Taken, take
from advocacy.library.queries.drafts import Draft, whole_draft
from advocacy.library.queries.standing import stand
from advocacy.library.queries.targets import card
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.library.rules.checking import findings, problems
from advocacy.library.rules.media import MOST_TAKEN
from advocacy.library.shelf import put
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


@bp.get("/contents/<int:content_id>")
@access(Can.WRITE_CONTENT)
def content(content_id: int) -> Response:
    """Everything there is to write, what is to be mended, and what to answer to."""
    draft = _read(content_id)
    form = editor.editor_form(draft, findings(draft.facts), language=language())
    return _page(draft, form)


@bp.post("/contents/<int:content_id>")
@access(Can.WRITE_CONTENT)
def save_content(content_id: int) -> Response:
    """Keep what was typed, unless the content was saved elsewhere meanwhile: then show both."""
    draft = _read(content_id)
    form = _typed_form(draft)
    if form.validate_on_submit():
        typed, added = form.typed(), _taken(form)
        edition = 0
        if not form.errors:
            with form.refusing(), unit_of_work() as work:
                edition = actions.edit(work, content_id, typed, edition=form.opened_at(), added=added)
        if not form.errors:
            return _saved(content_id, edition)
    return _again(content_id, form)


@bp.post("/contents/<int:content_id>/discard")
@access(Can.WRITE_CONTENT)
def discard_content(content_id: int) -> Response:
    """Give a content up that was never approved."""
    with unit_of_work() as work:
        actions.discard(work, content_id)
    flash(_("Discarded. It stays in the list of discarded contents."), "ok")
    return go(url_for(".contents"))


def _read(content_id: int) -> Draft:
    who, world = reader(), wiring()
    return whole_draft(who.session, content_id, visible_to=who.actor, settings=world.settings, at=who.now)


def _typed_form(draft: Draft) -> ContentForm:
    return editor.editor_form(draft, findings(draft.facts), language=language(), posted=list(request.form))


def _taken(form: ContentForm) -> list[Taken]:
    """The file that was added, on the shelf already: the one write gate waits for no disk. Why it is not
    taken becomes an error of its field."""
    given = form.file.data
    if not given or not given.filename:
        return []
    try:
        taken = take(given.read(MOST_TAKEN + 1))
    except Refused as refused:
        form.file.errors = [say(refused)]
        return []
    put(wiring().settings.data_dir, taken.sha256, taken.content)
    return [taken]


def _saved(content_id: int, edition: int) -> Response:
    """Go on writing, or, when that was asked for, hand in what was saved."""
    if request.form.get("then") != "hand_in":
        flash(_("Saved."), "ok")
        return go(url_for(".content", content_id=content_id))
    try:
        with unit_of_work() as work:
            hand_in(work, content_id, edition=edition)
    except Problems:
        flash(_("Saved, but not handed in: mend first what is named below."), "warn")
        return go(url_for(".content", content_id=content_id))
    except Refused as refused:
        flash(say(refused), "warn")
        return go(url_for(".content", content_id=content_id))
    flash(_("Handed in. Any change from now on takes it back."), "ok")
    return go(url_for(".review", content_id=content_id))


def _again(content_id: int, form: ContentForm) -> Response:
    """The page with what was typed. When another edition is saved now, that stands beside it."""
    draft, status = _read(content_id), form.status
    if form.opened_at() == draft.head.edition:
        return _page(draft, form, status=status)
    typed = _typed_form(draft)
    typed.validate()
    typed.form_errors = form.form_errors
    # Whoever saves again now has seen what they replace.
    typed.edition.data = str(draft.head.edition)
    saved = editor.editor_form(draft, findings(draft.facts), language=language())
    return _page(draft, typed, elsewhere=editor.differences(typed, saved), status=status)


def _page(
    draft: Draft,
    form: ContentForm,
    *,
    elsewhere: list[editor.Difference] | None = None,
    status: int = 200,
) -> Response:
    settings = wiring().settings
    to_mend, warned = problems(draft.facts), findings(draft.facts)
    return page(
        "content.html",
        draft=draft,
        form=form,
        elsewhere=elsewhere,
        stand=stand(reader().session, draft.head.id),
        title=draft.title_in(language()),
        card=card(reader().session, draft.head.link),
        columns=editor.columns(form, draft, settings),
        to_mend=[(one.place.value, say(one)) for one in to_mend],
        counts=editor.counts_by_place(to_mend, warned),
        warned=list(editor.answers_of(form, warned)),
        status=status,
    )
