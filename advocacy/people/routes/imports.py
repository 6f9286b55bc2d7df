"""Importing people: upload, preview, apply, discard; templates and the list of problems to take away."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page, seen, unchanged
from advocacy.languages import format_date, language, spoken
from advocacy.numbers import whole_number
from advocacy.people.actions import imports as acts
from advocacy.people.forms.imports import ApplicationForm, PeopleFileForm
from advocacy.people.imports import labels
from advocacy.people.imports.columns import ENGLISH, FRENCH, REQUIRED, Field, template_header
from advocacy.people.imports.names import made_visible
from advocacy.people.models.imports import RowOutcome
from advocacy.people.queries import imports as queries
from advocacy.people.queries.imports import Import
from advocacy.sheets.writing import csv_pieces, write_xlsx
from advocacy.uploads.file import pack
from advocacy.uploads.labels import STATES
from advocacy.work import unit_of_work

bp = Blueprint("people_imports", __name__, url_prefix="/admin/imports")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/")
@access(Can.IMPORT_PEOPLE)
def index() -> Response:
    """Past imports, and a form for the next."""
    return _index(PeopleFileForm())


@bp.post("/")
@access(Can.IMPORT_PEOPLE)
def upload() -> Response:
    """Keep a file and have it read."""
    form = PeopleFileForm()
    if not form.validate_on_submit():
        return _index(form)
    upload = acts.Upload(_file_name(), form.file.data.read(), bool(form.complete.data))
    packed = pack(upload.content)
    import_id, is_new = 0, False
    with form.refusing(), unit_of_work() as work:
        kept, is_new = acts.keep(work, upload, packed)
        import_id = kept.id
        if is_new:
            acts.order_reading(work, import_id)
    if form.errors:
        return _index(form)
    if not is_new:
        flash(_("This very file is here already, and waits for you to look through it."), "info")
    return go(url_for(".show", import_id=import_id))


@bp.get("/<int:import_id>")
@access(Can.IMPORT_PEOPLE)
def show(import_id: int) -> Response:
    """One import: how far it is, or what it would do."""
    return _show(import_id, ApplicationForm())


@bp.get("/<int:import_id>/progress")
@access(Can.IMPORT_PEOPLE)
def progress(import_id: int) -> Response:
    """How far the worker is; once it has finished, the page itself."""
    found = _found(import_id)
    if not found.is_moving:
        return go(url_for(".show", import_id=import_id))
    if seen() == found.version:
        return unchanged()
    return page("admin/imports/show.html", fragment="shared/_import_progress.html", **_values(found, None))


@bp.post("/<int:import_id>/application")
@access(Can.IMPORT_PEOPLE)
def apply(import_id: int) -> Response:
    """Have an import applied."""
    form = ApplicationForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.order_application(work, import_id, confirmed=bool(form.confirmed.data))
    if form.errors:
        return _show(import_id, form)
    return go(url_for(".show", import_id=import_id))


@bp.post("/<int:import_id>/reading")
@access(Can.IMPORT_PEOPLE)
def read_again(import_id: int) -> Response:
    """Have the file read anew: people have changed, or another day has begun."""
    with unit_of_work() as work:
        acts.order_reading(work, import_id)
    return go(url_for(".show", import_id=import_id))


@bp.post("/<int:import_id>/discarding")
@access(Can.IMPORT_PEOPLE)
def discard(import_id: int) -> Response:
    """Put an import away."""
    with unit_of_work() as work:
        acts.discard(work, import_id)
    flash(_("The import is discarded. Nothing has changed."), "success")
    return go(url_for(".index"))


@bp.get("/<int:import_id>/problems.csv")
@access(Can.IMPORT_PEOPLE)
def problems(import_id: int) -> Response:
    """The problems of a file, to correct it by."""
    found = _found(import_id)
    columns = (_("Line"), _("Column"), _("Value"), _("Problem"), _("Weight"))
    names = {RowOutcome.ERROR: _("Error"), RowOutcome.WARNING: _("Warning")}
    rows = [
        (one.line or "", one.said["column"], one.said["value"], said(one.said), names[outcome])
        for outcome, one in queries.problems(db.session(), found.id)
    ]
    content = b"".join(csv_pieces(columns, rows, language=language()))
    return _download(content, f"problems-{found.id}.csv", "text/csv; charset=utf-8")


@bp.get("/template.csv")
@access(Can.IMPORT_PEOPLE)
def template_csv() -> Response:
    """An empty people file, as CSV."""
    language = _template_language()
    content = b"".join(csv_pieces(template_header(language), [], language=language))
    return _download(content, f"people-{language}.csv", "text/csv; charset=utf-8")


@bp.get("/template.xlsx")
@access(Can.IMPORT_PEOPLE)
def template_xlsx() -> Response:
    """An empty people file, as a workbook."""
    language, content = _template_language(), io.BytesIO()
    write_xlsx(content, template_header(language), [], title=_("People"))
    return _download(content.getvalue(), f"people-{language}.xlsx", _XLSX)


def said(problem: Mapping[str, Any]) -> str:
    """A stored sentence in the reader's language."""
    return _(problem["sentence"], **spoken(problem["values"]))


def field_name(field: str) -> str:
    """What a field is called in the reader's language."""
    return _(labels.FIELDS[Field(field)])


def shown(field: str, value: Any) -> str:
    """A staged value as the reader knows it: a date in their language, a department as a path."""
    if value is None or value == []:
        return "–"
    if field in (Field.START, Field.END):
        return format_date(date.fromisoformat(value), "medium")
    if field == Field.DEPARTMENT:
        return " > ".join(value)
    if field in (Field.LANGUAGE, Field.KIND):
        return _(labels.VALUES[value])
    return str(value)


def _index(form: PeopleFileForm) -> Response:
    before = whole_number(request.args.get("before"))
    past = queries.imports(db.session(), visible_to=current_actor(), before=before)
    return page(
        "admin/imports/index.html",
        form=form,
        past=past.rows,
        more=past.edges(lambda one: one.id)[1],
        columns=[
            (FRENCH[field][0], ENGLISH[field][0], field in REQUIRED, labels.EXPLANATIONS[field])
            for field in Field
        ],
        status=form.status,
    )


def _show(import_id: int, form: ApplicationForm) -> Response:
    return page(
        "admin/imports/show.html",
        fragment="admin/imports/_import_lines.html",
        status=form.status,
        **_values(_found(import_id), form),
    )


def _found(import_id: int) -> Import:
    return queries.one_import(db.session(), import_id, visible_to=current_actor())


def _values(found: Import, form: ApplicationForm | None) -> dict[str, Any]:
    """What the page of an import shows: the tab asked for, else the first one with something in it."""
    wanted = request.args.get("show", "")
    filled = [key for key in ("errors", *queries.SHOWN) if found.counts.get(key)]
    tab = wanted if wanted in queries.SHOWN else (filled or ["joiners"])[0]
    session = db.session()
    return {
        "found": found,
        "form": form,
        "tab": tab,
        "tabs": list(queries.SHOWN),
        "lines": queries.lines(
            session,
            found.id,
            queries.SHOWN[tab],
            after=whole_number(request.args.get("after")),
            before=whole_number(request.args.get("before")),
        ),
        "new_places": queries.new_places(session, found.id),
        "progress_url": url_for(".progress", import_id=found.id, seen=found.version),
    }


def _file_name() -> str:
    """The file's name as its owner's computer calls it, safe to show."""
    told = request.files["file"].filename or ""
    return made_visible(told.replace("\\", "/").rsplit("/", 1)[-1], 120) or _("file")


def _template_language() -> str:
    return "fr" if request.args.get("language", language()).startswith("fr") else "en"


def _download(content: bytes, name: str, kind: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _add_globals(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        import_said=said,
        import_field=field_name,
        import_value=shown,
        import_reasons=labels.REASONS,
        import_states=STATES,
        import_places=labels.PLACES,
    )


bp.record_once(_add_globals)
