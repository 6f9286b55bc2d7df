"""P16: checking a ledger without us, measured against `sha256sum` of the same file.

The folder is written as an export is – lines of real acknowledgements, checkpoints every thousand lines, the
hashes kept since sealing – but not out of a database, so that a million lines are there in a minute.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

import advocacy.audit.verify_ledger as program
from advocacy.audit.canonical import canonical
from advocacy.audit.export import BLOCK
from advocacy.audit.merkle import Frontier, leaf_hash
from advocacy.audit.notes import CheckpointBody, sign_checkpoint
from bench.harness import Bar, Line, Rounds, by_turns
from bench.scratch import Scratch
from tests.audit.exports import KEY, ORIGIN, START, TEXTS, a_leaf, hash_of, person

TIME = Bar(12)
LINEAR = Bar(1.3)
MEMORY_MB = Bar(350)


def lines(place: Scratch) -> list[Line]:
    """Time and memory at the full size, and whether the time grows with the size only."""
    sizes = (20_000, 100_000) if place.short else (200_000, 1_000_000)
    measured = {size: _measure(place, size) for size in sizes}
    small, large = (measured[size] for size in sizes)
    full = f"{sizes[1]:,} lines"
    return [
        _time(sizes[0], *small),
        _time(sizes[1], *large),
        Line(
            f"P16 linear, {full}",
            f"{large[0].ratio:.1f} × sha256sum",
            f"{small[0].ratio:.1f} × sha256sum",
            large[0].ratio / small[0].ratio,
            LINEAR,
            quiet=large[0].quiet and small[0].quiet,
            note=f"against {sizes[0]:,} lines",
        ),
        Line(f"P16 memory, {full}", f"{large[1]:.0f} MB", "1 MB", large[1], MEMORY_MB),
    ]


def _time(size: int, rounds: Rounds, _megabytes: float) -> Line:
    case = f"P16 verify ÷ sha256sum, {size:,} lines"
    return Line(
        case,
        f"{rounds.middle:.2f} s",
        f"{rounds.middle_anchor:.2f} s",
        rounds.ratio,
        TIME,
        rounds.quiet,
        rounds.count,
    )


def _measure(place: Scratch, size: int) -> tuple[Rounds, float]:
    folder = place.new_folder("ledger")
    write(folder, size)
    ledger = str(folder / "ledger.jsonl")
    peaks: list[float] = []

    def verify() -> float:
        seconds, peak = _run([sys.executable, "-I", str(program.__file__), str(folder)])
        peaks.append(peak)
        return seconds

    rounds = by_turns(
        verify,
        lambda: _run(["sha256sum", ledger])[0],
        rounds=2 if place.short else 5,
        most=3 if place.short else 10,
    )
    return rounds, max(peaks)


def _run(command: list[str]) -> tuple[float, float]:
    """(seconds, peak megabytes) of a program that must end well."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(said.decode("utf-8", "replace")[-500:])
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def write(folder: Path, size: int) -> None:
    """Write an export of so many lines into `folder`."""
    for name in ("checkpoints", "documents"):
        (folder / name).mkdir()
    for text in TEXTS:
        (folder / "documents" / hash_of(text)).write_bytes(text)
    (folder / "key.txt").write_text(KEY.verifier.text + "\n", encoding="utf-8")
    frontier = Frontier()
    numbers = iter(range(size))
    with (folder / "ledger.jsonl").open("wb") as ledger, (folder / "leaf_hashes.bin").open("wb") as kept:
        while block := [_line(number) for number in islice(numbers, BLOCK)]:
            hashes = [leaf_hash(line) for line in block]
            ledger.write(b"".join(line + b"\n" for line in block))
            kept.write(b"".join(hashes))
            frontier, _nodes = frontier.extend(hashes)
            note = sign_checkpoint(CheckpointBody(ORIGIN, frontier.size, frontier.root()), KEY)
            (folder / "checkpoints" / f"{frontier.size:012}.txt").write_text(note, encoding="utf-8")


def _line(number: int) -> bytes:
    at = START + timedelta(seconds=number / 100)
    who = person(number)
    commitments = {name: sha256(f"{name} {number}".encode()).hexdigest() for name in ("identity", "trace")}
    return canonical(
        a_leaf(
            number,
            at=at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            actor=who,
            subject=who,
            commitments=commitments,
        )
    )
