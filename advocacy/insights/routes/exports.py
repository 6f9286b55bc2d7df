"""The insights as files, streamed, with the same hidden as on the pages."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from flask import Response, request, stream_with_context

from advocacy.access import Can, access
from advocacy.charter.reader import Reader, reader
from advocacy.insights import sheets
from advocacy.insights.actions.exporting import record_export
from advocacy.insights.queries import participation
from advocacy.insights.queries.exporting import impact_lines
from advocacy.insights.routes.blueprint import bp
from advocacy.insights.rules.exports import Format, Sheet, chosen
from advocacy.languages import language
from advocacy.sheets.writing import Cell, csv_pieces, write_xlsx
from advocacy.work import unit_of_work

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.post("/exports")
@access(Can.EXPORT_INSIGHTS)
def export() -> Response:
    """Impact or participation as CSV or as a workbook."""
    sheet = chosen(Sheet, request.form.get("sheet", ""))
    kind = chosen(Format, request.form.get("format", ""))
    with unit_of_work() as work:
        record_export(work, sheet, kind)
    columns, lines = _sheet(sheet, reader())
    if kind is Format.CSV:
        pieces = stream_with_context(_pieces(columns, lines))
        return _as_file(Response(pieces, mimetype="text/csv"), f"{sheet.value}.csv")
    book = io.BytesIO()
    write_xlsx(book, columns, lines, title=sheet.value)
    return _as_file(Response(book.getvalue(), mimetype=_XLSX), f"{sheet.value}.xlsx")


def _sheet(sheet: Sheet, who: Reader) -> tuple[list[str], Iterable[Sequence[Cell]]]:
    if sheet is Sheet.IMPACT:
        return sheets.impact_columns(), sheets.impact_cells(impact_lines(who.session, who.language))
    months = participation.months(who.session, today=who.today)
    names = participation.departments(who.session).names
    return sheets.participation_columns(), sheets.participation_cells(months, names)


def _pieces(columns: list[str], lines: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    yield from csv_pieces(columns, lines, language=language())


def _as_file(answer: Response, name: str) -> Response:
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
