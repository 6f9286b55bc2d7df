"""Receipts that strangers make up, well signed with their own key: whatever is in them, never a fault."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest

from advocacy.audit.canonical import canonical, commitment
from advocacy.audit.merkle import leaf_hash
from advocacy.audit.notes import CheckpointBody, SignerKey, sign_checkpoint
from tests.support.client import PageClient


def nested(depth: int) -> list[Any]:
    """A list in a list in a list."""
    found: list[Any] = []
    for _level in range(depth):
        found = [found]
    return found


def a_receipt(entry: Any, *, name: str = "evil.example", values: Any = None) -> dict[str, Any]:
    """A receipt that holds by itself, of the only line of a ledger of its own."""
    salt = bytes(16)
    opened = []
    if values is not None:
        entry = {**entry, "commitments": {"identity": commitment(salt, values)}}
        opened = [{"commitment": commitment(salt, values), "salt": salt.hex(), "values": values}]
    line, key = canonical(entry), SignerKey.generate(name)
    return {
        "receipt": 1,
        "about": {},
        "line": line.decode(),
        "position": 0,
        "proof": [],
        "checkpoint": sign_checkpoint(CheckpointBody(name, 1, leaf_hash(line)), key),
        "key": key.verifier.text,
        "openings": opened,
    }


def check(client: PageClient, content: bytes) -> Any:
    """Hand the file in."""
    return client.submit("/audit/verify", receipt=(io.BytesIO(content), "receipt.json"))


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"type": None, "at": None},
        {"type": 5, "at": ["a"], "commitments": "none"},
        {"type": {"a": "<script>"}, "at": True},
        {"type": "x" * 100_000, "at": "‮"},
    ],
)
def test_a_line_of_any_shape_is_shown_as_words(client: PageClient, entry: dict[str, Any]) -> None:
    answer = check(client, json.dumps(a_receipt(entry)).encode())
    assert answer.status_code == 200
    assert "<script>" not in answer.get_data(as_text=True).partition("<main")[2]


@pytest.mark.parametrize(
    "values",
    [
        {"given_name": "<b>Léa</b>", "items": 5, "keys": None},
        {"a": [1, [2]], "b": {"c": {}}, "d": True, "e": 2**62},
        {"": ""},
        {"a": nested(150)},
    ],
)
def test_details_of_any_shape_are_shown_as_words(client: PageClient, values: dict[str, Any]) -> None:
    answer = check(client, json.dumps(a_receipt({"type": "a/1", "at": "now"}, values=values)).encode())
    assert answer.status_code == 200
    assert "<b>Léa" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[" * 100_000,
        b'{"a":' * 30_000,
        b"9" * 100_000,
        b'{"receipt": 1e999}',
        b'{"receipt": NaN, "line": "\\ud800"}',
        b"\xff\xfe{\x00}\x00",
        json.dumps({**a_receipt({}), "line": "\ud800"}).encode(),
        json.dumps({**a_receipt({}), "key": "\ud800+00+AA=="}).encode(),
        json.dumps({**a_receipt({}), "checkpoint": "\ud800\n1\nAA==\n\n— x AA==\n"}).encode(),
        json.dumps({**a_receipt({}), "position": 2**70}).encode(),
        json.dumps({**a_receipt({}), "proof": [base64.b64encode(b"x").decode()] * 10_000}).encode(),
        json.dumps({**a_receipt({}), "openings": [{"values": nested(900), "salt": "00" * 16}]}).encode(),
        json.dumps(
            {**a_receipt({}), "openings": [{"values": {"a": nested(480)}, "salt": "00" * 16}]}
        ).encode(),
        json.dumps({**a_receipt({}), "openings": [[]] * 50_000}).encode(),
        json.dumps({**a_receipt({}), "openings": [[["a", "b"]]]}).encode(),
    ],
    ids=range(17),
)
def test_a_file_that_is_no_receipt_is_told_so(client: PageClient, content: bytes) -> None:
    assert check(client, content).status_code in {413, 422}
