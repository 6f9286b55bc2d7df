"""Contents from a spreadsheet: upload, preview, drafts."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.languages import language, ngettext, spoken, zone
from advocacy.library.actions import imports as actions
from advocacy.library.forms.sources import ChoiceForm, SheetForm
from advocacy.library.queries import imports as queries
from advocacy.library.queries.drafts import own_hosts
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.library.rules.content_sheets import ENGLISH, FRENCH, template_header
from advocacy.library.sources.sheets import read_sheet
from advocacy.people.imports.names import made_visible
from advocacy.sheets.writing import csv_pieces
from advocacy.uploads.file import File
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

SHOWN = 200


@bp.get("/sources/imports")
@access(Can.MANAGE_SOURCES)
def content_imports() -> Response:
    """My imports, and a form for the next."""
    return _imports(SheetForm(formdata=None))


@bp.post("/sources/imports")
@access(Can.MANAGE_SOURCES)
def upload_contents() -> Response:
    """Read a file and keep what it says."""
    form, import_id = SheetForm(), None
    if form.validate_on_submit():
        file, known = File(_file_name(), form.file.data.read()), _known()
        with form.refusing():
            found = read_sheet(file, known)
            with unit_of_work() as work:
                import_id = actions.keep(work, file, found)
    if import_id is None:
        return _imports(form)
    return go(url_for(".content_import", content_import_id=import_id))


@bp.get("/sources/imports/<int:content_import_id>")
@access(Can.MANAGE_SOURCES)
def content_import(content_import_id: int) -> Response:
    """What a file would make, line by line, or what became of it."""
    return _import(content_import_id, ChoiceForm(formdata=None))


@bp.post("/sources/imports/<int:content_import_id>/application")
@access(Can.MANAGE_SOURCES)
def apply_contents(content_import_id: int) -> Response:
    """Make the drafts."""
    form, count = ChoiceForm(), 0
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            count = actions.apply(work, content_import_id)
    if form.errors:
        return _import(content_import_id, form)
    flash(ngettext("%(num)s draft is made.", "%(num)s drafts are made.", count), "ok")
    return go(url_for(".content_import", content_import_id=content_import_id))


@bp.post("/sources/imports/<int:content_import_id>/discarding")
@access(Can.MANAGE_SOURCES)
def discard_contents(content_import_id: int) -> Response:
    """Put an import away."""
    with unit_of_work() as work:
        actions.discard(work, content_import_id)
    flash(_("The import is discarded."), "ok")
    return go(url_for(".content_imports"))


@bp.get("/sources/imports/template.csv")
@access(Can.MANAGE_SOURCES)
def contents_template() -> Response:
    """An empty file with every column."""
    asked = "fr" if request.args.get("language", language()).startswith("fr") else "en"
    content = b"".join(csv_pieces(template_header(asked), [], language=asked))
    answer = Response(content, mimetype="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="contents-{asked}.csv"'
    return answer


def said(problem: dict[str, Any]) -> str:
    """A stored sentence in the reader's language."""
    return _(problem["sentence"], **spoken(problem["values"]))


def _known() -> Any:
    who = reader()
    hosts = own_hosts(wiring().settings)
    found = queries.known(who.session, who.actor, own_hosts=hosts, zone=zone())
    who.session.rollback()
    return found


def _file_name() -> str:
    told = request.files["file"].filename or ""
    return made_visible(told.replace("\\", "/").rsplit("/", 1)[-1], 120) or _("file")


def _imports(form: SheetForm) -> Response:
    who = reader()
    names = FRENCH if who.language == "fr" else ENGLISH
    return page(
        "content_imports.html",
        form=form,
        status=form.status,
        rows=queries.imports(who.session, visible_to=who.actor),
        columns=[one[0] for one in names.values()],
    )


def _import(import_id: int, form: ChoiceForm) -> Response:
    who = reader()
    found = queries.one_import(who.session, import_id, visible_to=who.actor)
    return page(
        "content_import.html", form=form, status=form.status, found=found, said=said, counts=found.counts
    )
