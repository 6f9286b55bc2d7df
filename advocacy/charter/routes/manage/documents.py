"""The overview, a document with its versions, and what a draft can be started from."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.actions import documents as actions
from advocacy.charter.actions import drafts as writing
from advocacy.charter.actions.drafts import Beginning
from advocacy.charter.actions.folders import files_in, import_folder
from advocacy.charter.archive import from_zip
from advocacy.charter.forms.writing import DocumentForm, FolderForm
from advocacy.charter.queries import documents as queries
from advocacy.charter.queries.audience import lines_of_version
from advocacy.charter.queries.previous import given_version
from advocacy.charter.queries.progress import progress
from advocacy.charter.queries.questions import waiting
from advocacy.charter.queries.versions import asked_now
from advocacy.charter.reader import reader
from advocacy.charter.routes.manage.blueprint import bp, page
from advocacy.charter.spoken import problems_of
from advocacy.errors import NotVisible, Refused
from advocacy.htmx import go
from advocacy.paths import shipped
from advocacy.work import unit_of_work


@bp.get("/")
@access(Can.SEE_CHARTER_DRAFTS)
def index() -> Response:
    """Every document, its versions and open draft, and how far the version in force has come."""
    return _index(DocumentForm(formdata=None), FolderForm(formdata=None))


@bp.post("/documents")
@access(Can.WRITE_CHARTER)
def open_document() -> Response:
    """Open a document, and begin its first draft from a blank page."""
    form = DocumentForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.open_document(work, form.slug.data)
            draft_id = writing.start(work, form.slug.data, Beginning())
            work.session.flush()
        if not form.errors:
            return go(url_for(".draft", draft_id=draft_id))
    return _index(form, FolderForm(formdata=None), status=form.status)


@bp.post("/starter")
@access(Can.WRITE_CHARTER)
def start_from_starter() -> Response:
    """Begin a draft from the starter charter that this release ships."""
    with unit_of_work() as work:
        draft_id = import_folder(work, files_in(shipped("charter") / "social-media"), origin="starter")
    flash(_("The starter charter is now a draft. Complete the marked places before you publish it."), "ok")
    return go(url_for(".draft", draft_id=draft_id))


@bp.post("/upload")
@access(Can.WRITE_CHARTER)
def upload() -> Response:
    """Begin a draft from the zip of a folder; whatever is wrong with it is listed by file and line."""
    form = FolderForm()
    problems: list[str] = []
    if form.validate_on_submit():
        try:
            with unit_of_work() as work:
                draft_id = import_folder(work, from_zip(form.archive.data.read()), origin="upload")
        except Refused as refused:
            problems = problems_of(refused)
        else:
            return go(url_for(".draft", draft_id=draft_id))
    return _index(DocumentForm(formdata=None), form, problems=problems, status=409 if problems else 422)


@bp.get("/documents/<slug>")
@access(Can.SEE_CHARTER_DRAFTS)
def document(slug: str) -> Response:
    """One document: its open draft, its versions with their state, and ways to start the next one."""
    who = reader()
    found = queries.document(
        who.session, slug, visible_to=who.actor, language=who.language, now=who.now, zone=who.zone
    )
    asked = [one for one in asked_now(who.session, at=who.now, zone=who.zone) if one.version.slug == slug]
    counts = progress(who.session, asked, day=who.today, at=who.now)
    return page("document.html", document=found, counts=counts, today=who.today)


@bp.post("/documents/<slug>/drafts")
@access(Can.WRITE_CHARTER)
def start(slug: str) -> Response:
    """Begin the next version from a blank page."""
    with unit_of_work() as work:
        draft_id = writing.start(work, slug, Beginning())
    return go(url_for(".draft", draft_id=draft_id))


@bp.post("/versions/<int:version_id>/drafts")
@access(Can.WRITE_CHARTER)
def start_from_version(version_id: int) -> Response:
    """Begin the next version from a published one, its settings and audience included."""
    with unit_of_work() as work:
        old = given_version(work.session, version_id)
        if old is None:
            raise NotVisible
        lines = lines_of_version(work.session, version_id, None)
        draft_id = writing.start(work, old.slug, writing.from_version(old, lines))
    flash(_("This draft starts from version %(number)s. Write a new change note.", number=old.number), "ok")
    return go(url_for(".draft", draft_id=draft_id))


def _index(
    form: DocumentForm, folder: FolderForm, *, problems: list[str] | None = None, status: int = 200
) -> Response:
    who = reader()
    found = queries.documents(who.session, visible_to=who.actor, language=who.language)
    asked = asked_now(who.session, at=who.now, zone=who.zone)
    counts = progress(who.session, asked, day=who.today, at=who.now)
    return page(
        "index.html",
        documents=found,
        counts={one.version.slug: (one, counts[one.version.id]) for one in asked},
        form=form,
        folder=folder,
        problems=problems or [],
        waiting=waiting(who.session),
        today=who.today,
        status=status,
    )
