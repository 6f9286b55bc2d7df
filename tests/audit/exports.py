"""Export folders as the portal writes them, made in a folder of the test, and the verifier run on them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import advocacy.audit.verify_ledger as program
from advocacy.audit.canonical import canonical, commitment
from advocacy.audit.merkle import Frontier, leaf_hash
from advocacy.audit.notes import CheckpointBody, SignerKey, sign_checkpoint

ORIGIN = "portal.example/ledger"
KEY = SignerKey(ORIGIN, sha256(b"the ledger's key").digest())
NEW_KEY = SignerKey(ORIGIN, sha256(b"the next key").digest())
FORGER = SignerKey(ORIGIN, sha256(b"somebody else's key").digest())
TEXTS = (b"# Charte\n\nVous pouvez parler.\n", b"# Charter\n\nYou may speak.\n")
START = datetime(2026, 11, 21, 20, 15, 3, 123456, tzinfo=UTC)


def hash_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def person(number: int) -> str:
    return hash_of(f"person {number}".encode())[:32]


def at(minutes: float) -> str:
    return (START + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def a_leaf(number: int, **changes: Any) -> dict[str, Any]:
    """The `number`-th entry: an acknowledgement, unless told otherwise."""
    text = hash_of(TEXTS[number % 2])
    leaf = {
        "v": 1,
        "type": "charter_acknowledged/1",
        "id": 7_500_000_000_000_000_000 + number,
        "at": at(number),
        "actor": person(number),
        "subject": person(number),
        "data": {"language": "fr", "sha256": text, "statement": "J’ai lu et compris", "version": 3},
        "documents": [text],
        "commitments": {"identity": commitment(a_salt(number), an_identity(number))},
    }
    return leaf | changes


def a_system_leaf(number: int, kind: str, data: dict[str, Any], **changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"actor": None, "subject": None, "documents": [], "commitments": {}}
    return a_leaf(number, type=f"{kind}/1", data=data, **(plain | changes))


def a_salt(number: int) -> bytes:
    return sha256(f"salt {number}".encode()).digest()


def an_identity(number: int) -> dict[str, Any]:
    return {"name": f"Zoë Nº {number}"}


def an_opening(number: int, **changes: Any) -> dict[str, Any]:
    values = an_identity(number)
    opening = {
        "commitment": commitment(a_salt(number), values),
        "salt": a_salt(number).hex(),
        "values": values,
    }
    return opening | changes


@dataclass
class Export:
    """What goes into a folder; `write` writes it as the exporter would, consistent unless changed after."""

    leaves: list[dict[str, Any]] = field(default_factory=lambda: [a_leaf(number) for number in range(40)])
    sizes: Sequence[int] = (7, 16, 40)
    signers: Callable[[int], Sequence[SignerKey]] = lambda size: [KEY]
    keys: Sequence[SignerKey] = (KEY,)
    openings: Sequence[dict[str, Any]] = field(
        default_factory=lambda: [an_opening(number) for number in (3, 8)]
    )
    kept_hashes: bool = True

    @property
    def lines(self) -> list[bytes]:
        return [canonical(leaf) for leaf in self.leaves]

    def checkpoint(self, size: int) -> str:
        frontier, _ = Frontier().extend(map(leaf_hash, self.lines[:size]))
        return sign_checkpoint(CheckpointBody(ORIGIN, size, frontier.root()), *self.signers(size))

    def write(self, folder: Path) -> Path:
        for name in ("checkpoints", "documents"):
            (folder / name).mkdir(parents=True)
        (folder / "ledger.jsonl").write_bytes(b"".join(line + b"\n" for line in self.lines))
        if self.kept_hashes:
            (folder / "leaf_hashes.bin").write_bytes(b"".join(map(leaf_hash, self.lines)))
        for size in self.sizes:
            (folder / "checkpoints" / f"{size:012}.txt").write_text(self.checkpoint(size), encoding="utf-8")
        for text in TEXTS:
            (folder / "documents" / hash_of(text)).write_bytes(text)
        openings = b"".join(canonical(opening) + b"\n" for opening in self.openings)
        (folder / "openings.jsonl").write_bytes(openings)
        (folder / "key.txt").write_text("".join(key.verifier.text + "\n" for key in self.keys))
        return folder


@dataclass(frozen=True)
class Verdict:
    """What the program answered."""

    code: int
    said: str

    @property
    def head(self) -> str:
        return self.said.split("\n", 1)[0]


def verify(path: Path, *options: str) -> Verdict:
    """Run the program as an auditor does: a plain Python that sees nothing of the portal."""
    ran = subprocess.run(
        [sys.executable, "-I", str(program.__file__), str(path), *options],
        capture_output=True,
        encoding="ascii",
        check=False,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"},
    )
    assert not ran.stderr or ran.returncode == 2, ran.stderr
    return Verdict(ran.returncode, ran.stdout + ran.stderr)


def receipt_file(folder: Path, receipt: dict[str, Any]) -> Path:
    path = folder / "receipt.json"
    path.write_text(json.dumps(receipt, ensure_ascii=False), encoding="utf-8")
    return path
