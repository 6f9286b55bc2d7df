"""The ledger with real commits: exported, verified by the program that travels, altered, ended by force."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from advocacy.access import SYSTEM
from advocacy.audit import actions, merkle
from advocacy.audit.announced import verifier_keys
from advocacy.audit.keys import LedgerKeyError, key_file, replace_key
from advocacy.audit.merkle import Frontier
from advocacy.audit.models import Checkpoint, EventRow, LedgerLeaf, LedgerPending
from advocacy.audit.sealer import seal
from advocacy.audit.soundness import LedgerInconsistent
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.people.rules import Language
from advocacy.work import unit_of_work
from tests.audit.exports import verify
from tests.audit.ledgers import Ledger, acknowledge, record, record_many
from tests.support.waiting import until

pytestmark = pytest.mark.commits


def fingerprint() -> str:
    db.session.rollback()
    return verifier_keys(db.session())[-1].fingerprint


def test_an_export_is_intact_and_names_nobody(ledger: Ledger) -> None:
    acknowledge()
    acknowledge(language=Language.ENGLISH)
    record_many(30)
    folder, written = ledger.export("out")
    verdict = verify(folder, "--key", fingerprint())
    assert verdict.code == 0, verdict.said
    assert (written.lines, written.documents, written.openings) == (33, 2, 0)
    assert "lines        33" in verdict.said
    assert "WARNING" not in verdict.said
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Martin" not in everything
    assert b"192.0.2.7" not in everything
    assert (folder / "verify_ledger.py").is_file()
    assert "INTACT" in (folder / "README.txt").read_text(encoding="utf-8")


def test_only_whom_the_auditor_may_identify_is_opened_and_without_traces(ledger: Ledger) -> None:
    opened, _event = acknowledge()
    acknowledge()
    folder, written = ledger.export("out", [opened.id])
    assert written.openings == 1
    assert verify(folder).code == 0
    (opening,) = (folder / "openings.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(opening)["values"] == {"name": opened.display_name, "number": opened.number}


def test_the_exact_bytes_of_the_text_travel_along(ledger: Ledger) -> None:
    acknowledge()
    folder, _written = ledger.export("out")
    (document,) = (folder / "documents").iterdir()
    assert "Vous pouvez parler" in document.read_text(encoding="utf-8")


def test_one_byte_changed_in_the_database_is_placed(ledger: Ledger) -> None:
    numbers = sorted(acknowledge()[1] for _each in range(3))
    seal()
    leaf = db.session.scalars(select(EventRow.leaf).where(EventRow.id == numbers[1])).one() or b""
    changed = leaf.replace(b'"number":1', b'"number":2')
    assert len(changed) == len(leaf)
    db.session.rollback()
    ledger.meddle("event", "UPDATE event SET leaf = :leaf WHERE id = :id", leaf=changed, id=numbers[1])
    folder, _written = ledger.export("out")
    verdict = verify(folder)
    assert verdict.code == 1
    assert verdict.head.startswith(f"FAULT ledger.jsonl line 3 (event {numbers[1]})"), verdict.head


def test_a_line_cut_from_the_database_is_noticed_by_the_sealer(ledger: Ledger) -> None:
    record_many(5)
    seal()
    ledger.meddle("ledger_leaf", "DELETE FROM ledger_leaf WHERE position = 5")
    record()
    with pytest.raises(LedgerInconsistent, match="5 leaves are stored, the last checkpoint signs 6"):
        seal()
    assert len(ledger.positions()) == 5


def test_a_hash_changed_in_the_database_stops_the_sealer(ledger: Ledger) -> None:
    record_many(5)
    seal()
    record_many(3)
    seal()
    ledger.meddle(
        "ledger_leaf", "UPDATE ledger_leaf SET leaf_hash = :hash WHERE position = 3", hash=bytes(32)
    )
    record()
    with pytest.raises(LedgerInconsistent):
        seal()


def test_a_ledger_rolled_back_by_a_checkpoint_stops_the_sealer(ledger: Ledger) -> None:
    record_many(5)
    seal()
    record()
    seal()
    ledger.meddle("ledger_checkpoint", "DELETE FROM ledger_checkpoint WHERE size = 7")
    record()
    with pytest.raises(LedgerInconsistent, match="7 leaves are stored, the last checkpoint signs 6"):
        seal()


def test_what_is_sealed_cannot_be_changed_by_accident(ledger: Ledger) -> None:
    record()
    seal()
    with pytest.raises(DBAPIError), db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM ledger_leaf")


def test_two_sealers_at_once_leave_no_gap_and_no_double(ledger: Ledger) -> None:
    """Four threads record while two seal; what one of two sealers loses to the other it takes up again."""
    seal()
    stop, failures = threading.Event(), list[BaseException]()
    sealers = [threading.Thread(target=_sealing, args=(ledger, stop, failures)) for _each in range(2)]
    writers = [threading.Thread(target=_writing, args=(ledger, 40)) for _each in range(4)]
    for thread in [*sealers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    seal()
    assert not failures
    assert ledger.positions() == list(range(161))
    assert verify(ledger.export("out")[0]).code == 0


def _writing(ledger: Ledger, count: int) -> None:
    with ledger.app.app_context():
        for _each in range(count):
            record()


def _sealing(ledger: Ledger, stop: threading.Event, failures: list[BaseException]) -> None:
    with ledger.app.app_context():
        try:
            while not stop.is_set():
                seal(batch=7)
        except BaseException as error:
            failures.append(error)


def test_a_sealer_ended_by_force_in_the_middle_loses_nothing(ledger: Ledger) -> None:
    record_many(300)
    process = ledger.python(
        "from advocacy.audit.sealer import seal\n"
        "import itertools\n"
        "with app.app_context():\n"
        "    for each in itertools.count():\n"
        "        seal(batch=10)\n"
    )
    until(lambda: len(ledger.positions()) > 20, "some lines to be sealed")
    process.kill()
    process.wait(30)
    until(lambda: _seal_through(), "the rest to be sealed")
    assert ledger.positions() == list(range(301))
    assert db.session.scalar(select(func.count()).select_from(LedgerPending)) == 0
    assert verify(ledger.export("out")[0]).code == 0


def _seal_through() -> bool:
    try:
        seal()
    except DBAPIError:  # the lock of the process that was ended may take a moment to go
        return False
    return not db.session.scalar(select(func.count()).select_from(LedgerPending))


def test_a_new_key_is_announced_and_the_old_fingerprint_still_leads_to_it(ledger: Ledger) -> None:
    record()
    seal()
    old = fingerprint()
    key = replace_key(ledger.world.settings).verifier
    record()
    with pytest.raises(LedgerKeyError, match="the ledger expects"):
        seal()
    with unit_of_work(SYSTEM) as work:
        assert actions.announce_key(work, key)
        assert not actions.announce_key(work, key)
    record()
    seal()
    record()
    folder, _written = ledger.export("out")
    assert fingerprint() == key.fingerprint != old
    for known in (old, key.fingerprint):
        verdict = verify(folder, "--key", known)
        assert verdict.code == 0, verdict.said
    assert "1 x key_changed" in verdict.said


def test_a_missing_key_stops_the_sealer_and_no_new_one_is_made(ledger: Ledger) -> None:
    seal()
    path = key_file(ledger.world.settings)
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    record()
    with pytest.raises(LedgerKeyError, match="not here"):
        seal()
    assert not path.exists()


def test_a_clock_that_stepped_back_is_intact_and_told(ledger: Ledger) -> None:
    record()
    seal()
    ledger.world.clock.advance(hours=-5)
    record()
    verdict = verify(ledger.export("out")[0])
    assert verdict.code == 0, verdict.said
    assert "1 x clock_stepped_back" in verdict.said


def test_many_checkpoints_are_thinned_and_still_intact(ledger: Ledger) -> None:
    record_many(130)
    seal(batch=1, batches=200)
    folder, written = ledger.export("out")
    assert written.lines == 131
    assert 100 <= written.checkpoints <= 102
    assert verify(folder).code == 0
    stored = db.session.scalars(select(Checkpoint).order_by(Checkpoint.size.desc())).first()
    hashes = db.session.scalars(select(LedgerLeaf.leaf_hash).order_by(LedgerLeaf.position)).all()
    assert stored is not None
    assert Frontier().extend(hashes)[0].root() == stored.root


def test_an_export_does_not_write_over_something_else(ledger: Ledger) -> None:
    record()
    ledger.export("out")
    with pytest.raises(Refused, match="not empty"):
        ledger.export("out")


def test_an_export_needs_a_ledger(ledger: Ledger, tmp_path: Path) -> None:
    from advocacy.audit.export import snapshot, write_export

    with snapshot(db.engine) as session, pytest.raises(Refused, match="has not been opened"):
        write_export(
            session, tmp_path / "out", sources=(), readme=lambda _w: "", progress=lambda _d, _t: None
        )
    assert not (tmp_path / "out").exists()


def test_the_stored_hash_is_that_of_the_line(ledger: Ledger) -> None:
    _person, event_id = acknowledge()
    seal()
    leaf, kept = db.session.execute(
        select(EventRow.leaf, LedgerLeaf.leaf_hash)
        .join(LedgerLeaf, LedgerLeaf.event_id == EventRow.id)
        .where(EventRow.id == event_id)
    ).one()
    assert merkle.leaf_hash(leaf) == kept
