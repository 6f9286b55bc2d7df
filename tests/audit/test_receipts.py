"""A receipt proves its line by itself, to the portal's code and to the verifier that shares none of it."""

from __future__ import annotations

import base64
import copy
from pathlib import Path
from typing import Any

import pytest

from advocacy.audit.merkle import Frontier, inclusion_proof, leaf_hash
from advocacy.audit.notes import CheckpointBody, sign_checkpoint
from advocacy.audit.receipts import Opened, Unproven, build
from advocacy.audit.receipts import verify as verify_receipt
from tests.audit.exports import FORGER, KEY, ORIGIN, Export, a_salt, an_identity, receipt_file, verify

POSITION = 8
LINES = Export().lines
HASHES = [leaf_hash(line) for line in LINES]
ROOT = Frontier().extend(HASHES)[0].root()


def read(level: int, start: int, count: int) -> list[bytes]:
    assert level == 0
    return HASHES[start : start + count]


def a_receipt(**changes: Any) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "line": LINES[POSITION],
        "position": POSITION,
        "proof": inclusion_proof(POSITION, len(LINES), read),
        "checkpoint": sign_checkpoint(CheckpointBody(ORIGIN, len(LINES), ROOT), KEY),
        "key": KEY.verifier,
        "opened": [Opened(a_salt(POSITION), an_identity(POSITION))],
        "about": {"title": "Charte, version 3", "name": "Zoë"},
    }
    return build(**(parts | changes))


def test_a_receipt_proves_its_line() -> None:
    proven = verify_receipt(a_receipt(), KEY.verifier.fingerprint)
    assert proven.entry["type"] == "charter_acknowledged/1"
    assert (proven.position, proven.checkpoint.size) == (POSITION, 40)
    assert proven.opened == (an_identity(POSITION),)


def test_the_verifier_that_travels_proves_the_same(tmp_path: Path) -> None:
    verdict = verify(receipt_file(tmp_path, a_receipt()), "--key", KEY.verifier.fingerprint)
    assert verdict.code == 0, verdict.said
    assert "place        line 9 of 40" in verdict.said
    assert 'opened       {"name":"Zo\\xeb N\\xba 8"}' in verdict.said
    assert "WARNING" not in verdict.said


def test_without_a_fingerprint_the_verifier_warns(tmp_path: Path) -> None:
    verdict = verify(receipt_file(tmp_path, a_receipt(opened=())))
    assert (verdict.code, "WARNING" in verdict.said) == (0, True)


def test_the_key_named_apart_must_be_the_receipts(tmp_path: Path) -> None:
    with pytest.raises(Unproven, match="another key"):
        verify_receipt(a_receipt(), FORGER.verifier.fingerprint)
    verdict = verify(receipt_file(tmp_path, a_receipt()), "--key", FORGER.verifier.fingerprint)
    assert verdict.head.startswith("FAULT the receipt's key: ")


def altered(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    receipt = copy.deepcopy(a_receipt())
    target: Any = receipt
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return receipt


LINE = LINES[POSITION].decode()
ALTERATIONS: dict[str, tuple[tuple[str | int, ...], Any]] = {
    "line": (("line",), LINE.replace('"version":3', '"version":2')),
    "spelling": (("line",), LINE.replace('"v":1', '"v": 1')),
    "other line": (("line",), LINES[9].decode()),
    "line missing": (("line",), None),
    "surrogate": (("line",), "\ud800"),
    "position": (("position",), 9),
    "negative position": (("position",), -1),
    "late position": (("position",), 40),
    "fraction": (("position",), 8.5),
    "text position": (("position",), "8a"),
    "proof": (("proof", 0), base64.b64encode(bytes(32)).decode()),
    "short proof": (("proof",), []),
    "proof not base64": (("proof", 0), "é"),
    "checkpoint": (("checkpoint",), sign_checkpoint(CheckpointBody(ORIGIN, 41, bytes(32)), KEY)),
    "forged checkpoint": (("checkpoint",), sign_checkpoint(CheckpointBody(ORIGIN, 40, ROOT), FORGER)),
    "no checkpoint": (("checkpoint",), ""),
    "key": (("key",), FORGER.verifier.text),
    "no key": (("key",), ""),
    "values": (("openings", 0, "values"), {"name": "Zoé"}),
    "salt": (("openings", 0, "salt"), "00" * 32),
    "commitment": (("openings", 0, "commitment"), "00" * 32),
    "stranger's opening": (("openings", 0), Opened(a_salt(9), an_identity(9)).to_json()),
    "opening": (("openings", 0), {}),
    "openings": (("openings",), None),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_an_altered_receipt_is_refused_by_both(tmp_path: Path, name: str) -> None:
    receipt = altered(*ALTERATIONS[name])
    with pytest.raises(Unproven):
        verify_receipt(receipt)
    if name == "surrogate":  # a JSON file can say it only with an escape
        path = tmp_path / "receipt.json"
        path.write_text('{"line":"\\ud800"}')
    else:
        path = receipt_file(tmp_path, receipt)
    verdict = verify(path)
    assert (verdict.code, verdict.head[:5]) == (1, "FAULT"), verdict.said


@pytest.mark.parametrize("content", ["", "[]", "nonsense", "{}", "[" * 100_000, '"text"'])
def test_what_is_no_receipt_is_said_to_be_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "receipt.json"
    path.write_text(content)
    assert verify(path).head.startswith(f"FAULT {path}: is not a receipt")
    with pytest.raises(Unproven, match="not a receipt"):
        verify_receipt({})


def test_no_receipt_is_built_that_would_fail_later() -> None:
    with pytest.raises(Unproven):
        a_receipt(position=POSITION + 1)
    with pytest.raises(Unproven):
        a_receipt(opened=[Opened(a_salt(9), an_identity(9))])


def test_what_is_there_for_the_eye_is_not_proven() -> None:
    receipt = altered(("about",), {"name": "somebody else"})
    assert verify_receipt(receipt).position == POSITION
