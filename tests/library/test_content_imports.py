"""Contents from a spreadsheet: looked at line by line, made whole or not at all, once."""

from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.library.models import Content, ContentImport, ContentText, Variant, Wording
from advocacy.library.rules.content_sheets import MOST_LINES, recognise, template_header
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.sheets.writing import csv_pieces, write_xlsx
from tests.support.client import PageClient
from tests.support.makers import sign_in, somebody
from tests.support.roster_makers import a_topic

PAGE = "/library/manage/sources/imports"
HEADER = (
    "Titre (fr)",
    "Title (en)",
    "Pourquoi (fr)",
    "Lien",
    "Thème",
    "Opens",
    "Closes",
    "LinkedIn (fr)",
    "Bluesky (EN)",
)
BOOTS = (
    "Nos bottes",
    "Our boots",
    "Elles durent.",
    "https://www.example.org/boots",
    "",
    "",
    "",
    "=Nos bottes",
    "Boots!",
)


def upload(
    client: PageClient, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER, name: str = "plan.csv"
) -> Any:
    """Send a CSV file of these rows."""
    content = b"".join(csv_pieces(header, rows, language="fr"))
    return client.submit(PAGE, page=PAGE, file=(io.BytesIO(content), name))


def contents() -> int:
    """How many contents there are."""
    return db.session.scalar(select(func.count()).select_from(Content)) or 0


def told(client: PageClient, **cells: str) -> str:
    """The preview of one line in which these cells are different."""
    places = {"title": 0, "english": 1, "why": 2, "link": 3, "topic": 4, "opens": 5, "closes": 6, "text": 7}
    row = list(BOOTS)
    for name, text in cells.items():
        row[places[name]] = text
    answer = upload(client, tuple(row))
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["Location"]).text


def test_a_sheet_becomes_drafts_once(client: PageClient) -> None:
    editor, topic = somebody(Role.EDITOR), a_topic()
    sign_in(client, editor)
    second = ("", "Only English", "", "", topic.name_en, "2026-06-01 09:30", "02/06/2026", "", "")
    shown = upload(client, BOOTS, second).headers["Location"]
    preview = client.get(shown).text
    assert "Our boots" not in preview
    assert "Make 2 drafts" in preview
    assert contents() == 0
    assert client.submit(f"{shown}/application", page=shown).status_code == 303
    assert contents() == 2
    assert client.submit(f"{shown}/application", page=PAGE).status_code == 409
    text = db.session.scalars(select(ContentText).where(ContentText.title == "Nos bottes")).one()
    assert (text.language, text.why) == (Language.FRENCH, "Elles durent.")
    said = db.session.execute(
        select(Variant.network, Variant.language, Wording.text)
        .join(Wording, Wording.variant_id == Variant.id)
        .order_by(Wording.id)
    ).all()
    assert [tuple(one) for one in said] == [
        (Network.LINKEDIN, Language.FRENCH, "=Nos bottes"),
        (Network.BLUESKY, Language.ENGLISH, "Boots!"),
    ]
    dated = db.session.scalars(select(Content).where(Content.opens_at.is_not(None))).one()
    assert dated.opens_at is not None
    assert dated.closes_at is not None
    assert (dated.opens_at.isoformat(), dated.closes_at.isoformat()) == (
        "2026-06-01T07:30:00+00:00",
        "2026-06-02T16:00:00+00:00",
    )
    # The same file, and the same lines in another one, bring nothing more.
    again = upload(client, BOOTS, second).headers["Location"]
    assert "There is nothing to make." in client.get(again).text
    other = upload(client, BOOTS, ("Nouveau", *BOOTS[1:]), ("Nouveau", *BOOTS[1:]), name="other.csv")
    assert "Make 1 draft<" in client.get(other.headers["Location"]).text.replace("\n", "")


def test_one_wrong_line_keeps_all_from_being_made_and_is_named(client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR))
    shown = upload(client, BOOTS, ("X", "", "", "javascript:alert(1)", "", "", "", "", "")).headers[
        "Location"
    ]
    preview = client.get(shown).text
    assert "javascript:alert(1)" in preview
    assert "Lien" in preview
    assert "There is 1 error." in preview
    assert client.submit(f"{shown}/application", page=shown).status_code == 409
    assert contents() == 0


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"title": "", "english": ""}, "The title is missing"),
        ({"title": "a" * 161}, "At most 160 characters stand here."),
        ({"why": "a" * 1001}, "At most 1,000 characters stand here."),
        ({"link": "http://www.example.org/"}, "This link begins with http://"),
        ({"link": "https://localhost/"}, "This link leads into the portal"),
        ({"topic": "Nothing we know"}, "There is no open topic of this name."),
        ({"opens": "soon"}, "soon"),
        ({"opens": "2026-06-01 25:00"}, "This is no time of the day."),
        ({"opens": "2026-03-29 02:30"}, "2026-03-29 02:30"),
        ({"opens": "2026-06-02", "closes": "2026-06-01"}, "The share window ends before it starts."),
        ({"closes": "2026-06-01"}, "Say from when on this can be passed on"),
    ],
)
def test_a_wrong_cell_is_named(client: PageClient, cells: dict[str, str], sentence: str) -> None:
    sign_in(client, somebody(Role.EDITOR))
    preview = told(client, **cells)
    assert sentence in preview
    assert "There is 1 error." in preview


def test_a_file_that_is_no_plan_is_refused(client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR))
    assert "A column with titles is missing" in upload(client, ("a",), header=("Quoi",)).text
    many = upload(client, *(BOOTS for _each in range(MOST_LINES + 1)))
    assert many.status_code == 409
    page = client.submit(PAGE, page=PAGE, file=(io.BytesIO(b"<html>"), "plan.xlsx"))
    assert page.status_code == 409
    assert client.submit(PAGE, page=PAGE, file=(io.BytesIO(b""), "")).status_code == 422
    assert db.session.scalar(select(func.count()).select_from(ContentImport)) == 0


def test_a_workbook_is_read_and_its_formulas_are_not(client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR))
    book = io.BytesIO()
    write_xlsx(book, HEADER, [BOOTS], title="Plan")
    book.seek(0)
    shown = client.submit(PAGE, page=PAGE, file=(book, "plan.xlsx")).headers["Location"]
    assert "Make 1 draft" in client.get(shown).text


def test_an_import_is_discarded_and_is_nobody_elses(client: PageClient) -> None:
    editor = somebody(Role.EDITOR)
    sign_in(client, editor)
    shown = upload(client, BOOTS).headers["Location"]
    sign_in(client, somebody(Role.EDITOR))
    assert client.get(shown).status_code == 404
    assert client.submit(f"{shown}/application", page=PAGE).status_code == 404
    number = int(shown.rpartition("/")[2])
    sign_in(client, editor)
    assert client.submit(f"{shown}/discarding", page=shown).status_code == 303
    assert db.session.get_one(ContentImport, number).staged == {}
    assert client.submit(f"{shown}/application", page=PAGE).status_code == 409


def test_the_template_is_read_back(client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR))
    for language in ("fr", "en"):
        content = client.get(f"{PAGE}/template.csv?language={language}").data
        header = template_header(language)
        separator = ";" if language == "fr" else ","
        assert content.decode("utf-8-sig").strip() == separator.join(f'"{name}"' for name in header)
        assert len(recognise(header).places) == len(header)
