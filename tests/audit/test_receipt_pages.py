"""Receipts as people meet them: recorded at once, proven soon, theirs alone, checked by anyone."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from advocacy.access import Role
from advocacy.audit.announced import verifier_keys
from advocacy.audit.receipts import verify as verify_receipt
from advocacy.audit.sealer import seal
from advocacy.db import db
from advocacy.people.events.accounts import PersonSignedIn
from advocacy.people.models import Person
from advocacy.people.rules import Language
from tests.audit.exports import FORGER, receipt_file, verify
from tests.audit.ledgers import acknowledge, record, record_many
from tests.support.client import PageClient, field
from tests.support.makers import a_department, a_grant, a_person, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.world import TestWorld


def address(event_id: int, kind: str = "") -> str:
    return f"/audit/receipts/{event_id}{kind}"


def test_the_page_says_recorded_at_once_and_sealed_soon_after(app: Flask, client: PageClient) -> None:
    person, event_id = acknowledge()
    sign_in(client, person)
    page = client.get(address(event_id)).get_data(as_text=True)
    assert "Recorded. The proof follows within seconds." in page
    assert "?polls=1" in page
    assert "Download" not in page
    assert client.get(address(event_id, ".json")).status_code == 409
    seal()
    page = client.get(address(event_id)).get_data(as_text=True)
    assert "Recorded and sealed" in page
    assert "line 2 of 2" in page
    assert "Charte des réseaux sociaux" in page
    assert "in French" in page
    assert "hx-trigger" not in page.split('id="receipt"', 1)[1].split(">", 1)[0]


def test_the_page_names_the_text_by_its_title_and_the_line_stays_as_it_was_sealed(
    app: Flask, client: PageClient
) -> None:
    person, event_id = acknowledge()
    sign_in(client, person)
    seal()
    receipt = json.loads(client.get(address(event_id, ".json")).data)
    slug = json.loads(receipt["line"])["data"]["document"]
    lead = client.get(address(event_id)).get_data(as_text=True).split('id="receipt"', 1)[0]
    assert "acknowledged “Social media charter”, version 1" in lead
    assert f"“{slug}”" not in lead


def test_the_page_stops_asking_by_itself(app: Flask, client: PageClient) -> None:
    person, event_id = acknowledge()
    sign_in(client, person)
    page = client.get(address(event_id) + "?polls=10").get_data(as_text=True)
    assert "hx-get" not in page.split('id="receipt"', 1)[1].split(">", 1)[0]
    assert "Look again" in page
    assert client.get(address(event_id) + "?polls=-5").status_code == 200


def test_htmx_gets_the_part_that_changes(app: Flask, client: PageClient) -> None:
    person, event_id = acknowledge()
    sign_in(client, person)
    answer = client.get(address(event_id), headers={"HX-Request": "true"})
    assert answer.get_data(as_text=True).startswith('<div id="receipt"')


def test_a_receipt_convinces_both_verifiers(app: Flask, client: PageClient, tmp_path: Path) -> None:
    record_many(300)
    person, event_id = acknowledge()
    sign_in(client, person)
    seal()
    record_many(20)
    seal()
    answer = client.get(address(event_id, ".json"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    receipt = json.loads(answer.data)
    known = verifier_keys(db.session())[0].fingerprint
    proven = verify_receipt(receipt, known)
    assert (proven.entry["id"], proven.checkpoint.size) == (event_id, 322)
    assert proven.opened[0] == {"name": person.display_name, "number": person.number}
    assert proven.opened[1] == {"address": "192.0.2.7", "browser": "Firefox"}
    assert receipt["about"]["texts"][0]["title"] == "Charte des réseaux sociaux"
    verdict = verify(receipt_file(tmp_path, receipt), "--key", known)
    assert verdict.code == 0, verdict.said


def test_the_pdf_is_for_reading_and_carries_the_proof(app: Flask, client: PageClient) -> None:
    pytest.importorskip("weasyprint", exc_type=OSError)
    pypdf = pytest.importorskip("pypdf")
    person, event_id = acknowledge()
    sign_in(client, person)
    seal()
    answer = client.get(address(event_id, ".pdf"))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    read = pypdf.PdfReader(io.BytesIO(answer.data))
    text = "\n".join(each.extract_text() for each in read.pages)
    assert person.display_name in text
    ((name, (content,)),) = read.attachments.items()
    assert name == f"receipt-{event_id}.json"
    assert verify_receipt(json.loads(content)).entry["id"] == event_id


def test_somebody_elses_receipt_does_not_exist(app: Flask, client: PageClient) -> None:
    _person, event_id = acknowledge()
    seal()
    sign_in(client, a_person())
    for kind in ("", ".json", ".pdf"):
        assert client.get(address(event_id, kind)).status_code == 404


@pytest.mark.parametrize("number", ["1", "9223372036854775807", "9223372036854775808", "9" * 40])
def test_a_receipt_of_nothing_does_not_exist(app: Flask, client: PageClient, number: str) -> None:
    sign_in(client, a_person())
    assert client.get(f"/audit/receipts/{number}").status_code == 404


def test_a_fact_that_is_not_provable_has_no_receipt(app: Flask, client: PageClient) -> None:
    person = a_person()
    event_id = record(PersonSignedIn(), subject=_party(person))
    sign_in(client, person)
    assert client.get(address(event_id)).status_code == 404


def _party(person: Person):  # type: ignore[no-untyped-def]
    from advocacy.audit.party import Party

    return Party(person.id, person.subject)


def test_hr_sees_receipts_without_the_traces(app: Flask, client: PageClient) -> None:
    person, event_id = acknowledge()
    seal()
    sign_in(client, somebody(Role.HR))
    receipt = json.loads(client.get(address(event_id, ".json")).data)
    assert [opening["values"] for opening in receipt["openings"]] == [
        {"name": person.display_name, "number": person.number}
    ]


def test_hr_of_one_department_sees_its_receipts_only(app: Flask, client: PageClient) -> None:
    shoes, hats = a_department(), a_department()
    here, event_here = acknowledge(a_person(department=shoes))
    _there, event_there = acknowledge(a_person(department=hats))
    reader = a_person()
    a_grant(reader, Role.HR, shoes)
    sign_in(client, reader)
    assert client.get(address(event_here)).status_code == 200
    assert client.get(address(event_there)).status_code == 404
    assert here.id


def test_a_receipt_page_costs_the_same_in_any_ledger(app: Flask, client: PageClient) -> None:
    person, event_id = acknowledge()
    sign_in(client, person)
    record_many(900)
    seal()
    for kind in ("", ".json"):
        with count_queries() as statements:
            assert client.get(address(event_id, kind)).status_code == 200
        assert len(statements) <= 12, "\n\n".join(statements)


def check(client: PageClient, content: bytes) -> TestResponse:
    token = client.csrf("/audit/verify")
    data = {"csrf_token": token, "receipt": (io.BytesIO(content), "receipt.json")}
    return client.post("/audit/verify", data=data, content_type="multipart/form-data")


def a_receipt(client: PageClient, world: TestWorld) -> dict[str, object]:
    person, event_id = acknowledge(a_person("Zoë", language=Language.FRENCH))
    sign_in(client, person)
    seal()
    world.clock.advance(minutes=1)
    found: dict[str, object] = json.loads(client.get(address(event_id, ".json")).data)
    with client.session_transaction() as cookie:
        cookie.clear()
    return found


def test_anyone_can_have_a_receipt_checked(app: Flask, client: PageClient, world: TestWorld) -> None:
    receipt = a_receipt(client, world)
    answer = check(client, json.dumps(receipt).encode())
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "INTACT" in page) == (200, True)
    assert "charter_acknowledged/1" in page
    assert "does not know" not in page


def test_an_altered_receipt_is_refused_in_a_sentence(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    receipt = a_receipt(client, world)
    receipt["line"] = str(receipt["line"]).replace('"number":1', '"number":2')
    answer = check(client, json.dumps(receipt).encode())
    assert answer.status_code == 422
    assert "is not in the ledger that its checkpoint describes" in answer.get_data(as_text=True)


def test_a_receipt_of_a_ledger_rolled_back_since_is_noticed(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    from advocacy.audit.keys import make_key
    from advocacy.audit.merkle import leaf_hash
    from advocacy.audit.notes import CheckpointBody, sign_checkpoint

    receipt = a_receipt(client, world)
    key = make_key(world.settings)
    root = leaf_hash(str(receipt["line"]).encode())
    receipt |= {
        "position": 0,
        "proof": [],
        "checkpoint": sign_checkpoint(CheckpointBody(key.name, 1, root), key),
    }
    answer = check(client, json.dumps(receipt).encode())
    assert answer.status_code == 422
    assert "rolled back or rewritten" in answer.get_data(as_text=True)


def test_a_receipt_from_elsewhere_is_said_to_be_from_elsewhere(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    from advocacy.audit.merkle import leaf_hash
    from advocacy.audit.notes import CheckpointBody, sign_checkpoint

    receipt = a_receipt(client, world)
    root = leaf_hash(str(receipt["line"]).encode())
    receipt |= {
        "position": 0,
        "proof": [],
        "key": FORGER.verifier.text,
        "checkpoint": sign_checkpoint(CheckpointBody(FORGER.name, 1, root), FORGER),
    }
    page = check(client, json.dumps(receipt).encode()).get_data(as_text=True)
    assert "a key that this portal does not know" in page


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"receipt":1}', b" " * 200_001, b"\x00"]
)
def test_whatever_is_no_receipt_gets_a_sentence(app: Flask, client: PageClient, content: bytes) -> None:
    answer = check(client, content)
    assert answer.status_code == 422
    assert "not a receipt" in answer.get_data(as_text=True) or b"too large" in answer.data


def test_no_file_is_asked_for_again(app: Flask, client: PageClient) -> None:
    answer = client.submit("/audit/verify")
    assert answer.status_code == 422
    assert "Choose the receipt" in answer.get_data(as_text=True)
    assert field(answer.get_data(as_text=True), "receipt") == ""


def test_the_program_can_be_had_without_signing_in(app: Flask, client: PageClient) -> None:
    answer = client.get("/audit/verify_ledger.py")
    assert answer.status_code == 200
    assert b"def verify_folder" in answer.data
