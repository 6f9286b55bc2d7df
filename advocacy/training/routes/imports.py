"""Importing completions from another training system: upload, preview, apply, discard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page, seen, unchanged
from advocacy.languages import language, spoken
from advocacy.numbers import LARGEST_ID, whole_number
from advocacy.people.imports.names import made_visible
from advocacy.sheets.writing import csv_pieces
from advocacy.training.actions import imports as actions
from advocacy.training.forms.imports import ApplicationForm, CompletionsFileForm
from advocacy.training.queries import imports as queries
from advocacy.training.queries.imports import Import
from advocacy.training.rules.imports.columns import ENGLISH, FRENCH, REQUIRED, Field, template_header
from advocacy.uploads.file import File, pack
from advocacy.uploads.labels import STATES
from advocacy.work import unit_of_work

bp = Blueprint("training_imports", __name__, url_prefix="/training/imports")

EXPLANATIONS = {
    Field.NUMBER: _l("Who it is. Keep its leading zeros."),
    Field.MODULE: _l("The title in French or English, or the short name."),
    Field.DAY: _l("2024-05-31 or 31/05/2024."),
    Field.MINUTES: _l("May be empty: then nobody knows how long it took."),
    Field.EVIDENCE: _l("What shows it. May be empty."),
}


@bp.get("/")
@access(Can.IMPORT_COMPLETIONS)
def index() -> Response:
    """Past imports, and a form for the next."""
    return _index(CompletionsFileForm(formdata=None))


@bp.post("/")
@access(Can.IMPORT_COMPLETIONS)
def upload() -> Response:
    """Keep a file and have it read."""
    form = CompletionsFileForm()
    if not form.validate_on_submit():
        return _index(form)
    file, import_id = File(_file_name(), form.file.data.read()), 0
    packed = pack(file.content)
    with form.refusing(), unit_of_work() as work:
        import_id = actions.keep(work, file, packed)
    if form.errors:
        return _index(form)
    return go(url_for(".show", completion_import_id=import_id))


@bp.get("/<int:completion_import_id>")
@access(Can.IMPORT_COMPLETIONS)
def show(completion_import_id: int) -> Response:
    """What a file would do, line by line, or what became of it."""
    return _show(completion_import_id, ApplicationForm(formdata=None))


@bp.get("/<int:completion_import_id>/progress")
@access(Can.IMPORT_COMPLETIONS)
def progress(completion_import_id: int) -> Response:
    """How far the worker is; once it has finished, the page itself."""
    found = queries.one_import(db.session(), completion_import_id, visible_to=current_actor())
    if not found.is_moving:
        return go(url_for(".show", completion_import_id=completion_import_id))
    if seen() == found.version:
        return unchanged()
    return page(
        "training/imports/show.html",
        fragment="shared/_import_progress.html",
        **_values(found, ApplicationForm(formdata=None)),
    )


@bp.post("/<int:completion_import_id>/application")
@access(Can.IMPORT_COMPLETIONS)
def apply(completion_import_id: int) -> Response:
    """Have recorded what is new."""
    form = ApplicationForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.order_application(work, completion_import_id)
    if form.errors:
        return _show(completion_import_id, form)
    return go(url_for(".show", completion_import_id=completion_import_id))


@bp.post("/<int:completion_import_id>/discarding")
@access(Can.IMPORT_COMPLETIONS)
def discard(completion_import_id: int) -> Response:
    """Put an import away."""
    with unit_of_work() as work:
        actions.discard(work, completion_import_id)
    flash(_("The import is discarded."), "ok")
    return go(url_for(".index"))


@bp.get("/<int:completion_import_id>/problems.csv")
@access(Can.IMPORT_COMPLETIONS)
def problems(completion_import_id: int) -> Response:
    """The lines that are wrong or were refused, to correct the file by."""
    found = queries.one_import(db.session(), completion_import_id, visible_to=current_actor())
    columns = (_("Line"), _("Column"), _("Value"), _("Problem"))
    rows = [
        (one.line, one.said.get("column", ""), one.said.get("value", ""), said(one.said))
        for one in queries.problems(db.session(), found.id)
    ]
    return _csv(b"".join(csv_pieces(columns, rows, language=language())), f"problems-{found.id}.csv")


@bp.get("/template.csv")
@access(Can.IMPORT_COMPLETIONS)
def template_csv() -> Response:
    """An empty file with every column."""
    asked = "fr" if request.args.get("language", language()).startswith("fr") else "en"
    return _csv(b"".join(csv_pieces(template_header(asked), [], language=asked)), f"completions-{asked}.csv")


def said(problem: Mapping[str, Any]) -> str:
    """A stored sentence in the reader's language; empty when nothing was said."""
    return _(problem["sentence"], **spoken(problem["values"])) if problem else ""


def _index(form: CompletionsFileForm) -> Response:
    before = whole_number(request.args.get("before"))
    found = queries.imports(db.session(), visible_to=current_actor(), before=before)
    return page(
        "training/imports/index.html",
        form=form,
        rows=found.rows,
        older=found.edges(lambda row: row.id)[1],
        states=STATES,
        columns=[(FRENCH[one][0], ENGLISH[one][0], one in REQUIRED, EXPLANATIONS[one]) for one in Field],
        status=form.status,
    )


def _show(import_id: int, form: ApplicationForm) -> Response:
    found = queries.one_import(db.session(), import_id, visible_to=current_actor())
    return page("training/imports/show.html", status=form.status, **_values(found, form))


def _values(found: Import, form: ApplicationForm) -> dict[str, Any]:
    """What the page of an import shows: the tab asked for, else the first one with something in it."""
    wanted = request.args.get("show", "")
    tab = wanted if wanted in queries.SHOWN else found.tabs[0]
    lines = queries.lines(
        db.session(),
        found.id,
        queries.SHOWN[tab],
        after=whole_number(request.args.get("after"), most=LARGEST_ID),
        before=whole_number(request.args.get("before"), most=LARGEST_ID),
    )
    return {
        "found": found,
        "form": form,
        "tab": tab,
        "lines": lines.rows,
        "edges": lines.edges(lambda row: row.id),
        "states": STATES,
        "said": said,
        "progress_url": url_for(".progress", completion_import_id=found.id, seen=found.version),
    }


def _file_name() -> str:
    told = request.files["file"].filename or ""
    return made_visible(told.replace("\\", "/").rsplit("/", 1)[-1], 120) or _("file")


def _csv(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
