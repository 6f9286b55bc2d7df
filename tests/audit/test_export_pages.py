"""Exports asked for on the page, and the commands that do the same."""

from __future__ import annotations

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from advocacy.access import Role
from advocacy.audit.keys import key_file
from advocacy.audit.models import LedgerExport
from advocacy.audit.receipts import verify as verify_receipt
from advocacy.audit.sealer import seal
from advocacy.cli import main
from advocacy.db import db
from tests.audit.exports import verify
from tests.audit.ledgers import Ledger, acknowledge, record, record_many
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.makers import sign_in, somebody

PAGE = "/audit/export"


@pytest.fixture
def auditor(app: Flask, client: PageClient) -> PageClient:
    sign_in(client, somebody(Role.AUDITOR))
    return client


def test_an_unknown_number_is_named_and_what_was_typed_stays(auditor: PageClient) -> None:
    answer = auditor.submit(PAGE, numbers="V99999X, V88888X")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Nobody has the number V99999X, V88888X." in page
    assert "V99999X, V88888X</textarea>" in page
    assert db.session.query(LedgerExport).count() == 0


def test_one_export_at_a_time(auditor: PageClient) -> None:
    assert auditor.submit(PAGE).status_code == 303
    answer = auditor.submit(PAGE)
    assert answer.status_code == 409
    assert "is being made" in answer.get_data(as_text=True)
    assert "Being made" in answer.get_data(as_text=True)


def test_whoever_is_no_auditor_may_not_export(app: Flask, client: PageClient) -> None:
    sign_in(client, somebody(Role.ADMIN))
    assert client.get(PAGE).status_code == 403


@pytest.fixture
def portal(ledger: Ledger) -> tuple[Ledger, PageClient]:
    """A browser of an auditor, in an installation where commits are real."""
    ledger.app.test_client_class = PageClient
    client = ledger.app.test_client()
    assert isinstance(client, PageClient)
    sign_in(client, somebody(Role.AUDITOR))
    return ledger, client


@pytest.mark.commits
def test_an_export_is_made_fetched_verified_and_dropped(
    portal: tuple[Ledger, PageClient], tmp_path: Path
) -> None:
    ledger, client = portal
    person, _event = acknowledge()
    record_many(40)
    seal()
    assert client.submit(PAGE, numbers=f" {person.number}\n").status_code == 303
    assert run_jobs() >= 1
    page = client.get(PAGE).get_data(as_text=True)
    assert "opening 1 person" in page
    answer = client.get("/audit/exports/1.zip")
    assert answer.status_code == 200
    with ZipFile(io.BytesIO(answer.data)) as archive:
        archive.extractall(tmp_path / "got")
    verdict = verify(tmp_path / "got" / "ledger")
    assert verdict.code == 0, verdict.said
    assert "openings     1" in verdict.said
    other = ledger.app.test_client()
    sign_in(other, somebody(Role.AUDITOR))
    assert other.get("/audit/exports/1.zip").status_code == 404
    ledger.world.clock.advance(days=7, seconds=1)
    assert client.get("/audit/exports/1.zip").status_code == 404
    run_jobs()
    assert not list((ledger.folder / "exports").iterdir())
    assert "no longer kept" in client.get(PAGE).get_data(as_text=True)


def run(ledger: Ledger, *arguments: str) -> Result:
    settings = ledger.world.settings
    environment = {
        "ADVOCACY_SECRET_KEY": settings.secret_key.get_secret_value(),
        "ADVOCACY_DATA_DIR": str(settings.data_dir),
        "ADVOCACY_DATABASE_URL": settings.database_url,
        "ADVOCACY_QUEUE_URL": "none",
        "ADVOCACY_LOG_LEVEL": "error",
        "ADVOCACY_BASE_URL": "http://localhost",
        "ADVOCACY_ENV_FILE": str(ledger.folder / "none.env"),
    }
    return CliRunner().invoke(main, list(arguments), env=environment, catch_exceptions=False)


@pytest.mark.commits
def test_the_commands_seal_export_and_verify(ledger: Ledger, tmp_path: Path) -> None:
    person, event_id = acknowledge()
    assert "Lines added: 2." in run(ledger, "ledger", "seal", "--all").output
    assert run(ledger, "ledger", "status").exit_code == 0
    out = tmp_path / "out"
    made = run(ledger, "ledger", "export", str(out), "--open", str(person.number))
    assert made.exit_code == 0, made.output
    assert "2 lines, 1 checkpoints, 1 documents and 1 openings" in made.output
    assert verify(out).code == 0
    assert run(ledger, "ledger", "export", str(out)).exit_code == 1
    assert run(ledger, "ledger", "export", str(tmp_path / "b"), "--open", "V0X").exit_code == 1
    ledger.app.test_client_class = PageClient
    client = ledger.app.test_client()
    db.session.rollback()
    sign_in(client, person)
    receipt = tmp_path / "receipt.json"
    receipt.write_bytes(client.get(f"/audit/receipts/{event_id}.json").data)
    told = verify_receipt(json.loads(receipt.read_bytes())).fingerprint
    assert run(ledger, "verify", str(receipt), "--key", told).output.startswith("INTACT")
    assert "WARNING" in run(ledger, "verify", str(receipt)).output
    assert run(ledger, "verify", str(receipt), "--key", "0" * 64).exit_code == 1
    receipt.write_bytes(receipt.read_bytes().replace(b"charter_acknowledged", b"charter_objected"))
    assert run(ledger, "verify", str(receipt)).exit_code == 1
    receipt.write_text("nothing")
    assert run(ledger, "verify", str(receipt)).exit_code == 1


@pytest.mark.commits
def test_the_doctor_looks_at_the_ledger(ledger: Ledger) -> None:
    record_many(3)
    seal()
    assert "ok    Ledger: 4 lines." in run(ledger, "doctor").output
    key_file(ledger.world.settings).chmod(0o644)
    assert "chmod 600" in run(ledger, "doctor").output
    ledger.meddle("ledger_leaf", "DELETE FROM ledger_leaf WHERE position = 3")
    assert "WRONG Ledger: 3 leaves are stored" in run(ledger, "doctor").output


@pytest.mark.commits
def test_the_command_that_changes_the_key(ledger: Ledger, tmp_path: Path) -> None:
    record()
    run(ledger, "ledger", "seal")
    changed = run(ledger, "ledger", "new-key", "--yes")
    assert changed.exit_code == 0, changed.output
    assert "sealed within seconds" in changed.output
    assert "Lines added: 1." in run(ledger, "ledger", "seal").output
    (ledger.folder / "keys" / "ledger.key").unlink()
    record()
    refused = run(ledger, "ledger", "seal")
    assert refused.exit_code == 1
    assert "not here" in refused.output
