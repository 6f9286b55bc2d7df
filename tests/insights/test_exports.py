"""The insights as files: the same hidden as on the pages, formulas made harmless, nothing for managers."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import Role
from tests.support.client import PageClient
from tests.support.crowds import a_crowd
from tests.support.insight_makers import a_month, followed, gathered, shared, wording_of
from tests.support.library_makers import a_live_content, an_objective
from tests.support.makers import a_department, a_person, sign_in, somebody
from tests.support.queries import count_queries


@pytest.fixture
def auditor(app: Flask, client: PageClient) -> Person:
    """An auditor, signed in."""
    person = somebody(Role.AUDITOR)
    sign_in(client, person)
    return person


def _csv(client: PageClient, sheet: str, separator: str = ",") -> list[list[str]]:
    answer = client.submit("/insights/exports", page="/insights/", sheet=sheet, format="csv")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename={sheet}.csv"
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=separator))


def _shared() -> int:
    content = a_live_content(objective=an_objective(name_en="=cmd()", target=200), title="@boots")
    people = a_crowd(9)
    shared(content, people, wording_id=wording_of(content, Network.LINKEDIN))
    shared(content, people[:3], network=Network.BLUESKY)
    followed(content, 40, 60, network=Network.BLUESKY)
    gathered()
    return content.id


def test_impact_leaves_line_by_line_with_the_same_hidden(auditor: Person, client: PageClient) -> None:
    content_id = str(_shared())
    header, *lines = _csv(client, "impact")
    assert header[:4] == ["Objective", "Aim", "Measured by", "Target figure"]
    start = ["'=cmd()", "Traffic", "People who clicked", "200"]
    assert lines[0] == [*start, "", "", "", "", "10", "10", "40", "60"]
    assert lines[1] == [*start, content_id, "'@boots", "", "", "10", "10", "40", "60"]
    assert lines[2] == [*start, content_id, "'@boots", "Bluesky", "", "hidden", "hidden", "40", "60"]
    assert lines[3] == [*start, content_id, "'@boots", "Bluesky", "Own words", "hidden", "hidden", "40", "60"]
    assert lines[4] == [*start, content_id, "'@boots", "LinkedIn", "", "hidden", "hidden", "0", "0"]
    assert lines[5][:7] == [*start, content_id, "'@boots", "LinkedIn"]
    assert "resoled for life" in lines[5][7]
    assert lines[5][8:] == ["hidden", "hidden", "0", "0"]
    assert len(lines) == 6


def test_participation_leaves_month_by_month_with_the_same_hidden(
    auditor: Person, client: PageClient
) -> None:
    top = a_department("-Retail")
    shops, web = a_department("Shops", parent=top), a_department("Web", parent=top)
    a_month({top: (0, 0), shops: (12, 40), web: (2, 9)})
    _header, *lines = _csv(client, "participation")
    assert lines == [
        ["2026-04-01", "The whole company", "14", "49", "0.2857"],
        ["2026-04-01", "'-Retail", "14", "49", "0.2857"],
        ["2026-04-01", "Shops", "hidden", "hidden", "hidden"],
        ["2026-04-01", "Web", "hidden", "hidden", "hidden"],
    ]


def test_a_workbook_holds_numbers_as_numbers(auditor: Person, client: PageClient) -> None:
    _shared()
    answer = client.submit("/insights/exports", page="/insights/", sheet="impact", format="xlsx")
    sheet = load_workbook(io.BytesIO(answer.get_data())).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][0] == "'=cmd()"
    assert rows[1][8:] == (10, 10, 40, 60)


def test_the_file_speaks_the_language_of_its_reader(app: Flask, client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR, language=Language.FRENCH))
    objective = an_objective()
    shared(a_live_content(objective=objective), a_crowd(5))
    gathered()
    assert objective.name_fr in [line[0] for line in _csv(client, "impact", separator=";")]


def test_an_export_is_remembered(auditor: Person, client: PageClient) -> None:
    _csv(client, "participation")
    kept = db.session.scalars(select(EventRow).where(EventRow.name == "insights_exported")).one()
    assert kept.actor_id == auditor.id


@pytest.mark.parametrize(("sheet", "kind"), [("people", "csv"), ("impact", "pdf"), ("", "")])
def test_what_cannot_be_exported_is_said(auditor: Person, client: PageClient, sheet: str, kind: str) -> None:
    answer = client.submit("/insights/exports", page="/insights/", sheet=sheet, format=kind)
    assert answer.status_code == 409
    assert "as CSV or XLSX" in answer.get_data(as_text=True)


def test_a_manager_exports_nothing(app: Flask, client: PageClient) -> None:
    boss = a_person()
    a_person(manager=boss)
    sign_in(client, boss)
    token = client.csrf("/account/")
    answer = client.post("/insights/exports", data={"csrf_token": token, "sheet": "impact", "format": "csv"})
    assert answer.status_code == 403


def test_more_contents_cost_no_more_queries(auditor: Person, client: PageClient) -> None:
    objective = an_objective()
    shared(a_live_content(objective=objective), a_crowd(5))
    gathered()
    with count_queries() as few:
        _csv(client, "impact")
    for _each in range(10):
        shared(a_live_content(objective=objective), a_crowd(5))
    gathered()
    with count_queries() as many:
        _csv(client, "impact")
    assert len(few) == len(many)
