"""What is written is harmless when opened, and the same when read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from advocacy.errors import Refused
from advocacy.sheets.formulas import neutralise, restore
from advocacy.sheets.writing import MAX_XLSX_ROWS, Cell, csv_pieces, write_xlsx
from tests.sheets.makers import read

DANGERS = ["=1+1", "+33 6 12", "-5", "@home", "\tx", "\rx", "=cmd|' /C calc'!A0", "'=1", "''=1"]

# No NUL, no half of a surrogate pair, none of the two code points that XML excludes: those are replaced.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), max_size=30)
NASTY = st.builds(
    lambda start, text: start + text,
    st.sampled_from(
        ["=", "+", "-", "@", "\t", "\r", "\n", "'", "'=", "''@", '"', ";", ",", "_x000D_", "_x", " ", '="']
    ),
    TEXT,
)
CELL = TEXT | NASTY
TABLE = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=5)
)


def as_csv(rows: list[list[str]], language: str = "fr") -> bytes:
    return b"".join(csv_pieces([f"h{n}" for n in range(len(rows[0]))], rows, language=language))


def as_xlsx(rows: list[list[str]]) -> bytes:
    target = io.BytesIO()
    write_xlsx(target, [f"h{n}" for n in range(len(rows[0]))], rows, title="Register")
    return target.getvalue()


def texts_read_back(content: bytes) -> list[list[str]]:
    _, rows = read(content)
    assert not any(row.faults for row in rows)
    return [list(row.cells) for row in rows]


@given(TABLE, st.sampled_from(["fr", "en"]))
def test_csv_read_back_gives_the_original(rows: list[list[str]], language: str) -> None:
    assume(all(any(cell.strip() for cell in row) for row in rows))  # blank rows are passed over
    assert texts_read_back(as_csv(rows, language)) == rows


@given(TABLE)
def test_xlsx_read_back_gives_the_original(rows: list[list[str]]) -> None:
    assume(all(any(cell.strip() for cell in row) for row in rows))
    assert texts_read_back(as_xlsx(rows)) == rows


@given(CELL)
def test_restoring_undoes_neutralising(text: str) -> None:
    assert restore(neutralise(text)) == text


@pytest.mark.parametrize("text", DANGERS)
def test_nothing_written_begins_like_a_formula(text: str) -> None:
    rows = [[text, "x"]]
    parsed = list(csv.reader(io.StringIO(as_csv(rows).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert parsed[1][0] == "'" + text
    sheet = load_workbook(io.BytesIO(as_xlsx(rows))).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert str(sheet["A2"].value).startswith("'")


@pytest.mark.parametrize("text", ["O'Brien", "'quoted'", "a=b", "", " =1", "’=1"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert neutralise(text) == text
    assert restore(text) == text


def test_an_address_is_not_turned_into_a_link() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx([["https://example.org/"]]))).worksheets[0]
    assert sheet["A2"].hyperlink is None


def test_french_gets_semicolons_and_english_commas_both_with_a_mark() -> None:
    rows = [["1", "Zoé"]]
    assert as_csv(rows, "fr") == '\ufeff"h0";"h1"\r\n1;Zoé\r\n'.encode()
    assert as_csv(rows, "en") == '\ufeff"h0","h1"\r\n1,Zoé\r\n'.encode()


def test_numbers_and_dates_are_written_as_such_and_read_as_text() -> None:
    row: list[Cell] = [
        -5,
        2.5,
        date(2024, 5, 1),
        datetime.fromisoformat("2024-05-01T08:30"),
        None,
        date(1815, 12, 10),
    ]
    columns = list("abcdef")
    expected = ("-5", "2.5", "2024-05-01", "2024-05-01 08:30:00", "", "1815-12-10")
    target = io.BytesIO()
    assert write_xlsx(target, columns, [row], title="x") == 1
    assert read(target.getvalue())[1][0].cells == expected
    assert read(b"".join(csv_pieces(columns, [row], language="en")))[1][0].cells == expected


def test_what_is_no_text_is_replaced() -> None:
    rows = [["a\0b\ud800c\uffff", "x"]]
    assert texts_read_back(as_csv(rows)) == texts_read_back(as_xlsx(rows)) == [["a\ufffdb\ufffdc\ufffd", "x"]]


def test_a_text_too_long_for_a_workbook_ends_in_dots_rather_than_vanish() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx([["x" * 40_000]]))).worksheets[0]
    assert str(sheet["A2"].value) == "x" * 32_766 + "…"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Registre 2024/25 : [tout]", "Registre 2024 25    tout"),
        ("", "1"),
        ("'" * 40, "1"),
        ("é" * 40, "é" * 31),
    ],
)
def test_a_title_is_made_fit_for_a_workbook(title: str, written: str) -> None:
    target = io.BytesIO()
    write_xlsx(target, ["a"], [["1"]], title=title)
    assert load_workbook(target).sheetnames == [written]


def test_csv_leaves_as_it_is_made() -> None:
    taken = 0

    def rows() -> Iterator[list[str]]:
        nonlocal taken
        for _ in range(100_000):
            taken += 1
            yield ["x" * 100]

    pieces = csv_pieces(["a"], rows(), language="en")
    assert next(pieces).decode("utf-8-sig").strip() == '"a"'
    assert taken == 0
    assert len(next(pieces)) < 100_000
    assert taken < 1_000


def test_a_workbook_of_too_many_rows_is_refused() -> None:
    with pytest.raises(Refused, match="more than 200,000 rows"):
        write_xlsx(io.BytesIO(), ["a"], ([""] for _ in range(MAX_XLSX_ROWS + 1)), title="x")
