"""What is recorded gets its place: without gaps, in order, once, under signatures that fit each other."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.access import SYSTEM
from advocacy.audit.announced import verifier_keys
from advocacy.audit.events import Event
from advocacy.audit.merkle import Frontier, leaf_hash, verify_inclusion
from advocacy.audit.models import Checkpoint, EventRow, LedgerLeaf, LedgerNode, LedgerPending
from advocacy.audit.notes import open_checkpoint
from advocacy.audit.queries.exposure import exposure
from advocacy.audit.sealer import queue_forgotten, seal
from advocacy.audit.soundness import check_soundness
from advocacy.audit.tree import StoredTree
from advocacy.db import db
from advocacy.people.events.accounts import PersonSignedIn
from advocacy.people.events.persons import RoleGranted
from advocacy.work import unit_of_work
from tests.audit.ledgers import record, record_as_of, record_many
from tests.support.queries import count_queries
from tests.support.world import TestWorld


def sealed() -> list[EventRow]:
    """The events of the ledger, in its order."""
    statement = select(EventRow).join(LedgerLeaf, LedgerLeaf.event_id == EventRow.id)
    return list(db.session.scalars(statement.order_by(LedgerLeaf.position)))


def positions() -> list[int]:
    return list(db.session.scalars(select(LedgerLeaf.position).order_by(LedgerLeaf.position)))


def waiting() -> int:
    return db.session.scalar(select(func.count()).select_from(LedgerPending)) or 0


def test_the_first_line_says_which_key_signs(app: Flask) -> None:
    assert seal() == 1
    (first,) = sealed()
    assert first.name == "ledger_opened"
    assert first.payload["key"] == verifier_keys(db.session())[0].text
    assert seal() == 0


def test_facts_of_one_millisecond_never_get_the_same_number(app: Flask) -> None:
    numbers = [record() for _each in range(300)]
    assert numbers == sorted(set(numbers))


def test_facts_get_places_without_gaps_in_the_order_of_their_numbers(app: Flask) -> None:
    numbers = [record() for _each in range(5)]
    assert seal() == 6
    assert [event.id for event in sealed()][1:] == sorted(numbers)
    assert positions() == list(range(6))
    assert waiting() == 0


def test_each_checkpoint_signs_the_root_of_the_lines_so_far(app: Flask) -> None:
    record_many(700)
    assert seal(batch=300) == 701
    hashes = [leaf_hash(event.leaf or b"") for event in sealed()]
    keys = verifier_keys(db.session())
    found = list(db.session.scalars(select(Checkpoint).order_by(Checkpoint.size)))
    assert [checkpoint.size for checkpoint in found] == [301, 601, 701]
    for checkpoint in found:
        frontier, nodes = Frontier().extend(hashes[: checkpoint.size])
        assert open_checkpoint(checkpoint.note, keys).root == frontier.root() == checkpoint.root
    stored = {(node.level, node.number): node.hash for node in db.session.scalars(select(LedgerNode))}
    assert stored == {(node.level, node.number): node.hash for node in nodes}
    assert len(stored) == 2


def test_what_need_not_be_provable_stays_out(app: Flask) -> None:
    seal()
    record(PersonSignedIn())
    assert (waiting(), seal()) == (0, 0)


def test_a_fact_that_commits_late_with_a_lower_number_is_sealed_too(app: Flask, world: TestWorld) -> None:
    began = world.clock.now()
    world.clock.advance(minutes=3)
    record()
    seal()
    late = record_as_of(began)
    assert seal() == 1
    assert late < sealed()[-2].id
    assert sealed()[-1].id == late


def test_a_fact_that_is_rolled_back_leaves_nothing(app: Flask) -> None:
    seal()
    before = db.session.scalar(select(func.count()).select_from(EventRow))
    with pytest.raises(LookupError):
        _record_and_fail()
    assert (waiting(), seal()) == (0, 0)
    assert db.session.scalar(select(func.count()).select_from(EventRow)) == before


def _record_and_fail() -> None:
    with unit_of_work(SYSTEM) as work:
        work.record(RoleGranted(role="hr", department_id=None))
        raise LookupError


def test_a_clock_that_steps_back_is_announced_before_the_first_early_line(
    app: Flask, world: TestWorld
) -> None:
    record()
    seal()
    world.clock.advance(hours=-3)
    early = record()
    assert seal() == 2
    announced, line = sealed()[-2:]
    assert (announced.name, line.id) == ("clock_stepped_back", early)
    assert announced.payload["to"] == json.loads(line.leaf or b"")["at"]
    record()
    assert seal() == 1


def test_a_clock_a_little_behind_needs_no_announcement(app: Flask, world: TestWorld) -> None:
    record()
    seal()
    world.clock.advance(minutes=-59)
    record()
    assert seal() == 1


def test_facts_from_before_the_ledger_are_not_earlier_than_its_opening(app: Flask, world: TestWorld) -> None:
    record()
    world.clock.advance(days=400)
    record()
    assert seal() == 3
    assert [event.name for event in sealed()] == ["ledger_opened", "role_granted", "role_granted"]
    assert sealed()[0].at == sealed()[1].at


def test_a_fact_that_left_the_queue_unsealed_is_found(app: Flask, world: TestWorld) -> None:
    record()
    seal()
    lost = record()
    db.session.delete(db.session.get_one(LedgerPending, lost))
    db.session.commit()
    assert seal() == 0
    world.clock.advance(minutes=2)
    with unit_of_work(SYSTEM) as work:
        assert queue_forgotten(work) == 1
    assert seal() == 1
    assert sealed()[-1].id == lost
    with unit_of_work(SYSTEM) as work:
        assert queue_forgotten(work) == 0


def test_an_idle_sealer_asks_two_questions_and_writes_nothing(app: Flask) -> None:
    seal()
    with count_queries() as statements:
        seal()
    assert len(statements) == 2, "\n\n".join(statements)


def test_soundness_costs_the_same_for_any_ledger(app: Flask) -> None:
    record_many(30)
    seal(batch=10)
    with count_queries() as few:
        check_soundness(db.session(), verifier_keys(db.session()))
    record_many(900)
    seal(batch=300)
    with count_queries() as many:
        check_soundness(db.session(), verifier_keys(db.session()))
    assert len(few) <= 8, "\n\n".join(few)
    assert len(many) <= 10, "\n\n".join(many)


def test_the_exposure_says_what_rests_on_our_word(app: Flask, world: TestWorld) -> None:
    assert exposure(db.session(), world.clock.now()).exposed_for is None
    seal()
    world.clock.advance(hours=5)
    record()
    record()
    world.clock.advance(minutes=3)
    state = exposure(db.session(), world.clock.now())
    assert (state.size, state.unsealed, state.anchored_at) == (1, 2, None)
    assert state.exposed_for == timedelta(hours=5, minutes=3)
    assert state.is_late
    seal()
    assert not exposure(db.session(), world.clock.now()).is_late


def test_every_provable_event_makes_a_line_of_the_ledgers_form(app: Flask) -> None:
    from advocacy.audit.events import known_events
    from advocacy.audit.verify_ledger import KEYS, LINE

    provable = [kind for _name, kind in known_events() if kind.provable]
    assert provable
    event_id = record()
    leaf = db.session.get_one(EventRow, event_id).leaf or b""
    assert LINE.fullmatch(leaf)
    assert sorted(json.loads(leaf)) == KEYS
    assert all(issubclass(kind, Event) and LINE_TYPE.fullmatch(kind.name()) for kind in provable)


LINE_TYPE = re.compile(r"[a-z][a-z0-9_]*")


def test_a_proof_from_the_database_is_read_at_once_and_holds(app: Flask) -> None:
    record_many(600)
    seal()
    checkpoint = db.session.scalars(select(Checkpoint).order_by(Checkpoint.size.desc())).first()
    hashes = db.session.scalars(select(LedgerLeaf.leaf_hash).order_by(LedgerLeaf.position)).all()
    assert checkpoint is not None
    for size in (601, 512, 513, 256, 1):
        root = Frontier().extend(hashes[:size])[0].root()
        for position in {0, size // 2, size - 1, min(255, size - 1), min(256, size - 1)}:
            with count_queries() as statements:
                proof = StoredTree(db.session(), size).inclusion(position)
            assert len(statements) == 1, "\n\n".join(statements)
            assert verify_inclusion(hashes[position], position, size, proof, root)
