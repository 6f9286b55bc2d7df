"""What is written down of a request: one line of JSON each, and nothing that opens a door."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from advocacy import create_app
from advocacy.people.tokens import hash_of
from tests.support.client import field
from tests.support.world import a_world

TOKEN = "a-token-that-opens-an-account-for-whoever-reads-it"
PASSWORD = "kestrel paints slowly"
WORDS = "Léa\n2026-05-04 forged line"


@pytest.fixture
def quiet_afterwards() -> Iterator[None]:
    """What is logged is configured once per process: put it back."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("quiet_afterwards")
def test_log_lines_are_single_and_hold_no_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = create_app(a_world(tmp_path, log_level="info").wiring)  # its tables are missing: everything fails
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = app.test_client()
    odd = {"X-Request-ID": "forged\u00e9 {}", "User-Agent": WORDS.replace("\n", "\t"), "Cookie": f"a={TOKEN}"}
    client.get(f"/account/link/{TOKEN}", headers=odd)
    client.get(f"/account/sign-in?next=/account/link/{TOKEN}", headers=odd)
    token = field(client.get("/account/sign-in").get_data(as_text=True), "csrf_token")
    for address in ("/account/sign-in", "/account/forgotten", f"/account/link/{TOKEN}"):
        typed = {"csrf_token": token, "account": WORDS, "password": PASSWORD, "again": PASSWORD}
        client.post(address, data=typed)
    written = capsys.readouterr().err
    lines = [line for line in written.splitlines() if line]
    assert len(lines) > 6
    facts: list[dict[str, Any]] = [json.loads(line) for line in lines if line.startswith("{")]
    assert len(facts) == len(lines), "a line that is no fact of ours"
    assert {"event", "level", "timestamp", "request_id"} <= set(facts[0])
    for secret in (TOKEN, hash_of(TOKEN), PASSWORD, "forged", "Léa", "L\\u00e9a"):
        assert secret not in written
