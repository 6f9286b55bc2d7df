"""The register as a file: CSV is streamed; a workbook is written at once, or by a worker when it is large."""

from __future__ import annotations

import io
from collections.abc import Iterator

from flask import Response, request, send_file, stream_with_context, url_for

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.errors import NotVisible, Refused
from advocacy.hr import actions
from advocacy.hr.jobs import folder
from advocacy.hr.queries import exports as queries
from advocacy.hr.queries import register
from advocacy.hr.queries.register import Asking
from advocacy.hr.routes.asking import asking_of, choose
from advocacy.hr.routes.blueprint import bp
from advocacy.hr.rules.exports import ExportFormat, chosen_format, is_written_later
from advocacy.hr.rules.wanted import Wanted, read
from advocacy.hr.sheet import cells, columns, file_stem
from advocacy.htmx import go, page, seen, unchanged
from advocacy.languages import language, zone
from advocacy.moment import now, today
from advocacy.sheets.writing import MAX_XLSX_ROWS, csv_pieces, write_xlsx
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/exports")
@access(Can.EXPORT_REGISTER)
def exports() -> Response:
    """My workbooks that are being written or still kept."""
    found = queries.own(db.session(), current_actor(), now())
    return page("hr/exports.html", exports=found)


@bp.post("/exports")
@access(Can.EXPORT_REGISTER)
def ask_export() -> Response:
    """The register with the filters of the form, as a file."""
    chosen, wanted = chosen_format(request.form.get("format", "")), read(request.form, today=today())
    asking = asking_of(choose(wanted.version_id, wanted.day), wanted)
    if asking is None:
        raise Refused("There is no such version on this day, so there is nothing to export.")
    people = register.count(db.session(), asking, wanted)
    if is_written_later(chosen, people, most=MAX_XLSX_ROWS):
        return _later(asking, wanted, people)
    with unit_of_work() as work:
        actions.record_export(work, asking, chosen, people=people)
    return _streamed(asking, wanted) if chosen is ExportFormat.CSV else _at_once(asking, wanted)


@bp.get("/exports/<int:export_id>")
@access(Can.EXPORT_REGISTER)
def export(export_id: int) -> Response:
    """How far one of my workbooks is, and its file when it is there."""
    found = queries.export(db.session(), export_id, visible_to=current_actor(), now=now())
    if seen() == str(found.people_done) and not (found.is_ready or found.failed):
        return unchanged()
    return page("hr/export.html", fragment="hr/_export.html", export=found)


@bp.get("/exports/<int:export_id>/file")
@access(Can.EXPORT_REGISTER)
def export_file(export_id: int) -> Response:
    """The file of one of my workbooks."""
    found = queries.export(db.session(), export_id, visible_to=current_actor(), now=now())
    path = folder(wiring().settings.data_dir) / (found.file_name or "none")
    if found.file_name is None or not path.is_file():
        raise NotVisible
    return send_file(path.resolve(), mimetype=_XLSX, as_attachment=True, download_name=f"{found.name}.xlsx")


def _later(asking: Asking, wanted: Wanted, people: int) -> Response:
    with unit_of_work() as work:
        export_id = actions.ask_for_workbook(work, asking, wanted, name=file_stem(asking), people=people)
    return go(url_for(".export", export_id=export_id))


def _streamed(asking: Asking, wanted: Wanted) -> Response:
    """The file as it is read: the browser has its beginning before the end is known."""

    def pieces() -> Iterator[bytes]:
        lines = cells(register.every_line(db.session(), asking, wanted), zone())
        yield from csv_pieces(columns(), lines, language=language())

    answer = Response(stream_with_context(pieces()), mimetype="text/csv")
    return _as_file(answer, f"{file_stem(asking)}.csv")


def _at_once(asking: Asking, wanted: Wanted) -> Response:
    book = io.BytesIO()
    lines = cells(register.every_line(db.session(), asking, wanted), zone())
    write_xlsx(book, columns(), lines, title=asking.asked.version.slug)
    return _as_file(Response(book.getvalue(), mimetype=_XLSX), f"{file_stem(asking)}.xlsx")


def _as_file(answer: Response, name: str) -> Response:
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
