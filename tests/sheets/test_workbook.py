"""XLSX workbooks, honest and hostile."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from advocacy.sheets.limits import Limits
from advocacy.sheets.reading import SheetKind, open_sheet
from tests.sheets.makers import MAIN, a_workbook, an_archive, cells, read, refusal, with_part

SIMPLE = a_workbook([["number", "name"], ["1", "Zoé"]])
SHEET = "xl/worksheets/sheet1.xml"


def test_numbers_dates_and_texts_become_the_text_that_was_seen() -> None:
    row = [
        42,
        42.0,
        0.1 + 0.2,
        "0042",
        date(2024, 5, 1),
        datetime.fromisoformat("2024-05-01T13:45"),
        time(8, 30),
        True,
        None,
        -3,
    ]
    content = a_workbook([list("abcdefghij"), row])
    assert cells(content) == [
        ("42", "42", "0.3", "0042", "2024-05-01", "2024-05-01 13:45:00", "08:30:00", "TRUE", "", "-3")
    ]


def test_leading_zeros_that_only_the_format_shows_are_kept() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A2"].number_format = "00000"

    assert cells(a_workbook([["a"], [42]], change)) == [("00042",)]


def test_a_path_is_read_and_named_after_its_file(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(SIMPLE)
    with open_sheet(path) as sheet:
        assert (sheet.name, sheet.kind, sheet.title) == ("people.xlsx", SheetKind.XLSX, "Sheet")
        assert sheet.header == ("number", "name")
        assert [row.cells for row in sheet.rows] == [("1", "Zoé")]


def test_a_workbook_called_csv_is_read_as_what_it_is() -> None:
    assert read(SIMPLE, "people.csv")[0] == ("number", "name")


def test_lines_are_those_of_the_sheet_gaps_included() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A9"] = "far"

    _, rows = read(a_workbook([["a", "b"], [], ["x", "y"]], change))
    assert [(row.line, row.cells) for row in rows] == [(3, ("x", "y")), (9, ("far", ""))]


def test_a_formula_is_a_fault_even_when_a_result_is_stored_with_it() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B3"] = ArrayFormula("B3:B3", "=SUM(A1:A2)")

    content = a_workbook([["a", "b"], ["=1+1", "x"], ["y", None]], change)
    content = with_part(content, SHEET, lambda xml: xml.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"))
    _, rows = read(content)
    said = [fault.sentence % fault.values for row in rows for fault in row.faults]
    assert said == [
        "Cell A2 holds a formula: =1+1. Replace it by its value.",
        "Cell B3 holds a formula: =SUM(A1:A2). Replace it by its value.",
    ]
    assert [row.cells for row in rows] == [("", "x"), ("y", "")]


def test_a_sheet_of_formulas_only_is_not_taken_for_an_empty_one() -> None:
    _, rows = read(a_workbook([["a"], ["=B1"], ["=B2"]]))
    assert [row.faults[0].cell for row in rows] == ["A2", "A3"]


def test_text_that_looks_like_a_formula_is_text() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A2"].value = "=not a formula"
        sheet["A2"].data_type = "s"

    _, rows = read(a_workbook([["a"], ["x"]], change))
    assert rows[0].cells == ("=not a formula",)
    assert not rows[0].faults


def test_an_error_value_is_a_fault() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A2"].value = "#N/A"

    _, rows = read(a_workbook([["a"], ["x"]], change))
    assert [fault.sentence % fault.values for fault in rows[0].faults] == ["Cell A2 holds the error #N/A."]


def test_the_first_visible_sheet_is_read() -> None:
    book = Workbook()
    hidden = book.active
    assert isinstance(hidden, Worksheet)
    hidden.sheet_state = "hidden"
    hidden.append(["secret"])
    shown = book.create_sheet("People")
    shown.append(["number"])
    shown.append(["1"])
    file = io.BytesIO()
    book.save(file)
    with open_sheet(file, "people.xlsx") as sheet:
        assert (sheet.title, sheet.header) == ("People", ("number",))


def test_the_size_that_a_sheet_declares_is_not_believed() -> None:
    content = with_part(
        a_workbook([["a", "b"], ["1", "2"]]),
        SHEET,
        lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'),
    )
    assert cells(content) == [("1", "2")]
    content = with_part(content, SHEET, lambda xml: xml.replace(b'ref="A1:XFD1048576"', b'ref="A1"'))
    assert cells(content) == [("1", "2")]


def test_styled_empty_cells_far_to_the_right_do_not_count() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["ZZ2"].number_format = "0.00"

    assert cells(a_workbook([["a"], ["1"]], change)) == [("1",)]


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(rows=1), "The file has more than 1 rows"),
        (Limits(columns=1), "Line 1 has 2 columns; at most 1"),
        (Limits(cell_characters=5), "Line 1, column A: the cell holds 6 characters; at most 5"),
        (Limits(entries=3), "parts; at most 3 are read"),
        (Limits(unpacked_bytes=1024), "Unpacked, the workbook takes 1 MB; at most 0 MB"),
        (Limits(elements=3), "is too large to read"),
        (Limits(records=2), "is too large to read"),
    ],
)
def test_each_bound_is_named(limits: Limits, sentence: str) -> None:
    content = a_workbook([["number", "name"], ["1", "Zoé"], ["2", "Léa"]])
    assert sentence in refusal(content, "people.xlsx", limits)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(SIMPLE, "xl/media/zeros.xml", b" " * 3_000_000)
    assert len(bomb) < 20_000
    assert refusal(bomb, limits=Limits(unpacked_bytes=1 << 20)).startswith(
        "Unpacked, the workbook takes 3 MB"
    )


def test_a_bomb_that_lies_about_its_size_is_never_unpacked_beyond_the_lie() -> None:
    bomb = with_part(SIMPLE, SHEET, b"<worksheet>" + b" " * 3_000_000)
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        size = archive.getinfo(SHEET).file_size
    forged = bomb.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert forged != bomb
    assert "is damaged or is not an XLSX workbook" in refusal(forged, limits=Limits(unpacked_bytes=1 << 20))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE worksheet [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1/worksheet.dtd">',
    ],
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_or_entity_is_refused_in_any_part(declaration: str, part: str, encoding: str) -> None:
    hostile = f"<?xml version='1.0' encoding='{encoding}'?><!-- {'x' * 70_000} -->{declaration}<worksheet/>"
    assert f"The part “{part}” of the workbook declares a document type" in refusal(
        with_part(SIMPLE, part, hostile.encode(encoding))
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ('<row r="2"/><row r="1"/>', "row 1 stands after row 2"),
        ('<row r="1"/><row r="1"/>', "row 1 stands after row 1"),
        ('<row r="999999999"/>', "row 999999999 stands after row 0"),
    ],
)
def test_rows_out_of_order_are_refused_not_passed_over(rows: str, sentence: str) -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    assert sentence in refusal(with_part(SIMPLE, SHEET, sheet.encode()))


@pytest.mark.parametrize(
    "sheet_data",
    [
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v>',
        '<row r="1"><c r="A1" t="d"><v>not a date</v></c></row>',
    ],
)
def test_a_damaged_sheet_gets_a_sentence(sheet_data: str) -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>'
    assert "is damaged or is not an XLSX workbook" in refusal(with_part(SIMPLE, SHEET, sheet.encode()))


def test_every_cut_of_a_workbook_gets_a_sentence() -> None:
    for length in range(4, len(SIMPLE), 97):
        assert "is damaged or is not an XLSX workbook" in refusal(SIMPLE[:length])


def test_a_nul_hidden_in_an_escape_is_refused() -> None:
    assert "Line 2 holds a NUL character" in refusal(a_workbook([["a"], ["x_x0000_"]]))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (an_archive(hello=b"x"), "is an archive, not a workbook"),
        (an_archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "is an OpenDocument file"),
        (with_part(SIMPLE, "xl/workbook.bin", b"x"), "is a binary workbook (XLSB)"),
        (with_part(SIMPLE, "word/document.xml", b"<x/>"), "is a document, not a workbook"),
        (a_workbook([]), "is empty"),
        (a_workbook([["a", "b"]]), "has a header but no row"),
        (a_workbook([["a", "a"], ["1", "2"]]), "Columns A and B have the same name"),
        (a_workbook([["a", None, "c"], ["1", "2", "3"]]), "Column B has no name"),
        (a_workbook([["a", "=B2"], ["1", "2"]]), "The header of column B is a formula"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content, "people.xlsx")


def test_an_encrypted_entry_is_named_as_a_password() -> None:
    content = bytearray(SIMPLE)
    at = content.find(
        b"PK\x01\x02"
    )  # the first entry of the central directory; its flags are 8 bytes further
    content[at + 8] |= 1
    assert "is protected by a password" in refusal(bytes(content))
