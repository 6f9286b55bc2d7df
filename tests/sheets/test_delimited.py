"""CSV files as people really export them."""

from __future__ import annotations

import io

import pytest

from advocacy.sheets.limits import Limits
from advocacy.sheets.reading import SheetKind, open_sheet
from tests.sheets.makers import cells, read, refusal

TEXT = "Matricule;Prénom;Nom\n0042;Zoé;L’Hôte\n7;Noël;Œuvrard €\n"
ROWS = [("0042", "Zoé", "L’Hôte"), ("7", "Noël", "Œuvrard €")]


@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("cp1252", b"", "cp1252"),
    ],
)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_separator_and_newline_gives_the_same_rows(
    encoding: str, mark: bytes, found: str, separator: str, newline: str
) -> None:
    content = mark + TEXT.replace(";", separator).replace("\n", newline).encode(encoding)
    with open_sheet(io.BytesIO(content), "people.csv") as sheet:
        assert sheet.header == ("Matricule", "Prénom", "Nom")
        assert [row.cells for row in sheet.rows] == ROWS
        assert (sheet.kind, sheet.encoding, sheet.separator) == (SheetKind.CSV, found, separator)


def test_a_row_carries_the_line_it_starts_on() -> None:
    header, rows = read(b'a,b\n"one\ntwo\r\nthree",1\n\n\nx,y\n')
    assert header == ("a", "b")
    assert [(row.line, row.cells) for row in rows] == [(2, ("one\ntwo\r\nthree", "1")), (7, ("x", "y"))]


def test_the_separator_line_of_excel_is_obeyed_and_counted() -> None:
    header, rows = read(b"sep=;\r\na,b;c\r\n1;2\r\n")
    assert header == ("a,b", "c")
    assert rows[0].line == 3


def test_a_separator_inside_quotation_marks_of_the_header_does_not_count() -> None:
    assert read(b'"Nom, prenom, titre";No\n1;2\n')[0] == ("Nom, prenom, titre", "No")


def test_short_lines_are_filled_and_blank_lines_passed_over() -> None:
    assert cells(b"a;b;c\n1\n;;\n   \n2;3;;;\n") == [("1", "", ""), ("2", "3", "")]


def test_a_line_longer_than_the_header_is_a_fault_of_that_line() -> None:
    _, rows = read(b"a,b\n1,2,3\n4,5\n")
    assert [(fault.column, fault.cell) for fault in rows[0].faults] == [(2, "C2")]
    assert "column C has no name" in rows[0].faults[0].sentence % rows[0].faults[0].values
    assert not rows[1].faults


def test_a_formula_is_named_and_a_text_dressed_as_one_is_taken() -> None:
    _, rows = read(b'a;b\n="00123";=HYPERLINK("http://x";A1)\n-5;@home\n')
    assert rows[0].cells[0] == "00123"
    fault = rows[0].faults[0]
    assert (fault.column, fault.cell) == (1, "B2")
    assert fault.sentence % fault.values == (
        'Line 2, column B holds a formula: =HYPERLINK("http://x". Replace it by its value.'
    )
    assert rows[1].cells == ("-5", "@home")
    assert not rows[1].faults


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n\n  \n;;;\n", "is empty"),
        (b"number;name\n", "has a header but no row"),
        (b"number;name\n;\n\n", "has a header but no row"),
        (b"a;a\n1;2\n", "Columns A and B have the same name, “a”"),
        (b"Nom;nom\n1;2\n", "Columns A and B have the same name"),
        (b"a;;c\n1;2;3\n", "Column B has no name in the header (line 1)"),
        (b"a;=B1\n1;2\n", "The header of column B is a formula"),
        (b"a;b\n1;2\n3;\0\n", "Line 3 holds a NUL character"),
        (b"a;b\n1;2\n3;\xc3\xa9t\xe9\n", "Line 3 holds bytes that are not UTF-8 text"),
        (b"\xef\xbb\xbfa;b\r\n1;\xff\r\n", "Line 2 holds bytes that are not UTF-8 text"),
        (b"a;b\r1;\xc3\xa9\r3;\xc3", "Line 3 holds bytes that are not UTF-8 text"),
        (b"a;b\n1;\xe9t\xe9\n\n3;\x81\n", "Line 4 holds bytes that are not Windows-1252 text"),
        ("a;b\n1;é\n".encode("utf-16") + b"\x00\xd8\n\0", "Line 3 holds bytes that are not UTF-16 text"),
        ("a;b\n1;é\n".encode("utf-16") + b"\n", "Line 3 holds bytes that are not UTF-16 text"),
        (b'a;b\n1;2\n3;"never closed\n4;5\n', "Line 3 can't be read as CSV"),
        (b'a;b\n1;"x"y\n', "Line 2 can't be read as CSV"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


def test_damage_far_into_the_file_is_named_by_its_line() -> None:
    good = "".join(f"{n};Zoé\r\n" for n in range(2, 50_000)).encode()
    assert "Line 50000 holds bytes" in refusal(b"a;b\r\n" + good + b"x;\xff\r\n")
    assert "Line 50000 holds a NUL" in refusal(b"a;b\r\n" + good + b"x;\0\r\n")


@pytest.mark.parametrize(
    ("content", "limits", "sentence"),
    [
        (b"a,b\n" + b"1,2\n" * 4, Limits(rows=3), "The file has more than 3 rows"),
        (
            b"a\n" + b"x" * 30,
            Limits(cell_characters=20),
            "Line 2, column A: the cell holds 30 characters; at most 20",
        ),
        (b"a,b,c\n1,2,3\n", Limits(columns=2), "Line 1 has 3 columns; at most 2"),
        (b"a\n" + b"x" * 2000, Limits(file_bytes=1024), "has 1 MB; at most 0 MB are read"),
        (b"x" * 3_000_000, Limits(), "Line 1 can't be read as CSV"),
    ],
)
def test_each_bound_is_named(content: bytes, limits: Limits, sentence: str) -> None:
    assert sentence in refusal(content, limits=limits)


def test_exactly_the_bound_is_read() -> None:
    content = b"a,b\n" + b"1,22\n" * 3
    assert (
        len(read(content, limits=Limits(rows=3, columns=2, cell_characters=2, file_bytes=len(content)))[1])
        == 3
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\n...", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is in the old Excel format (XLS)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000 + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password",
        ),
        (b"  <html><table><tr><td>Matricule</td></tr></table></html>", "is a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "is a web page or XML"),
        (b"{\\rtf1 hello}", "is a document"),
        (b"\x89PNG\r\n\x1a\n", "is a picture or an archive"),
        (b"\x1f\x8b\x08\0", "is a picture or an archive"),
    ],
)
def test_another_kind_of_file_is_named_whatever_it_is_called(content: bytes, sentence: str) -> None:
    assert refusal(content, "people.xls").startswith("“people.xls” ")
    assert sentence in refusal(content, "people.xls")


def test_the_callers_file_stays_open() -> None:
    file = io.BytesIO(b"a\n1\n")
    with open_sheet(file, "people.csv") as sheet:
        list(sheet.rows)
    assert not file.closed
