"""An auditor runs the verifier on an export: intact ones pass, and every change is found and placed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.audit.exports import (
    FORGER,
    KEY,
    NEW_KEY,
    TEXTS,
    Export,
    a_leaf,
    a_system_leaf,
    an_opening,
    at,
    hash_of,
    verify,
)

Change = Callable[[Path], None]


@pytest.fixture(scope="session")
def an_export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Export().write(tmp_path_factory.mktemp("export") / "bundle")


@pytest.fixture
def export(an_export: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(an_export, tmp_path / "bundle"))


def lines_of(export: Path) -> list[bytes]:
    return (export / "ledger.jsonl").read_bytes().splitlines(keepends=True)


def set_lines(export: Path, lines: list[bytes]) -> None:
    (export / "ledger.jsonl").write_bytes(b"".join(lines))


def flip(path: Path, place: int, by: int = 1) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= by
    path.write_bytes(raw)


def test_an_export_is_intact_and_the_verdict_says_what_was_checked(an_export: Path) -> None:
    verdict = verify(an_export, "--key", KEY.verifier.fingerprint)
    assert (verdict.code, verdict.head) == (0, f"INTACT {an_export}")
    assert f"lines        40, from {at(0)} to {at(39)}" in verdict.said
    assert "checkpoints  3, every root recomputed; 3 signatures checked" in verdict.said
    assert "documents    2" in verdict.said
    assert "openings     2" in verdict.said
    assert "WARNING" not in verdict.said


def test_without_a_fingerprint_it_is_intact_with_a_warning(an_export: Path) -> None:
    verdict = verify(an_export)
    assert verdict.code == 0
    assert "WARNING: the signatures were checked against the key inside" in verdict.said


def test_a_fingerprint_may_be_typed_in_groups(an_export: Path) -> None:
    text = KEY.verifier.fingerprint.upper()
    grouped = " ".join(text[place : place + 4] for place in range(0, 64, 4))
    assert verify(an_export, "--key", grouped).code == 0


def test_an_export_without_the_aids_is_intact(tmp_path: Path) -> None:
    export = Export(kept_hashes=False, openings=()).write(tmp_path / "bundle")
    (export / "openings.jsonl").unlink()
    assert verify(export).code == 0


def test_an_empty_ledger_is_intact(tmp_path: Path) -> None:
    export = Export(leaves=[], sizes=[0], openings=()).write(tmp_path / "bundle")
    shutil.rmtree(export / "documents")
    assert verify(export).code == 0


@pytest.mark.parametrize("sample", range(24))
def test_a_changed_byte_of_the_ledger_is_placed_on_its_line(export: Path, sample: int) -> None:
    path = export / "ledger.jsonl"
    size = path.stat().st_size
    place = (size - 1) * sample // 23
    line = path.read_bytes()[:place].count(b"\n") + 1
    flip(path, place, 1 + sample % 7)
    verdict = verify(export)
    assert verdict.code == 1
    assert verdict.head.startswith(f"FAULT ledger.jsonl line {line} (event "), verdict.head


def test_every_byte_of_one_line_matters(an_export: Path, tmp_path: Path) -> None:
    """In process, because there are hundreds: a line either no longer reads, or has another leaf hash."""
    from advocacy.audit.merkle import leaf_hash

    line = lines_of(an_export)[20]
    hashes = set()
    for place in range(len(line)):
        changed = bytearray(line)
        changed[place] ^= 1
        hashes.add(leaf_hash(bytes(changed)))
    assert len(hashes | {leaf_hash(line)}) == len(line) + 1


def test_the_event_is_named(export: Path) -> None:
    lines = lines_of(export)
    lines[20] = lines[20].replace(b'"version":3', b'"version":4')
    set_lines(export, lines)
    verdict = verify(export)
    assert verdict.head == (
        "FAULT ledger.jsonl line 21 (event 7500000000000000020): is not the line that was "
        "sealed at this place: its hash is not the one that leads to checkpoints/000000000040.txt"
    )


def test_without_kept_hashes_the_lines_between_two_checkpoints_are_named(export: Path) -> None:
    (export / "leaf_hashes.bin").unlink()
    lines = lines_of(export)
    lines[9] = lines[9].replace(b'"version":3', b'"version":4')
    set_lines(export, lines)
    assert verify(export).head.startswith("FAULT ledger.jsonl lines 8 to 16: do not lead to the root")


def cut(lines: list[bytes]) -> None:
    del lines[11]


def swap(lines: list[bytes]) -> None:
    lines[11], lines[12] = lines[12], lines[11]


def insert(lines: list[bytes]) -> None:
    lines.insert(11, Export([a_leaf(99, at=at(11))]).lines[0] + b"\n")


def double(lines: list[bytes]) -> None:
    lines.insert(11, lines[10])


def blank(lines: list[bytes]) -> None:
    lines.insert(11, b"\n")


@pytest.mark.parametrize("change", [cut, swap, insert, double, blank])
@pytest.mark.parametrize("kept", [True, False])
def test_a_line_cut_swapped_or_inserted_is_found(
    export: Path, change: Callable[[list[bytes]], None], kept: bool
) -> None:
    if not kept:
        (export / "leaf_hashes.bin").unlink()
    lines = lines_of(export)
    change(lines)
    set_lines(export, lines)
    verdict = verify(export)
    assert verdict.code == 1
    place = r"line 12\b" if kept or change in (double, blank) else "lines 8 to 16: "
    assert re.match("FAULT ledger.jsonl " + place, verdict.head), verdict.head


@pytest.mark.parametrize("kept", [True, False])
def test_a_line_added_at_the_end_is_found(export: Path, kept: bool) -> None:
    if not kept:
        (export / "leaf_hashes.bin").unlink()
    set_lines(export, [*lines_of(export), Export([a_leaf(40)]).lines[0] + b"\n"])
    verdict = verify(export)
    assert re.match(r"FAULT ledger.jsonl line 41\b.*: no checkpoint covers it", verdict.head), verdict.head


def test_a_ledger_rolled_back_under_a_newer_checkpoint_is_found(export: Path) -> None:
    set_lines(export, lines_of(export)[:16])
    verdict = verify(export)
    assert verdict.head == (
        "FAULT ledger.jsonl, after its last line 16: "
        "lines are missing: checkpoints/000000000040.txt covers 40"
    )


def test_a_ledger_rolled_back_with_its_checkpoints_is_found_by_one_kept_from_the_mail(tmp_path: Path) -> None:
    whole, export = Export(), Export(sizes=[7, 16], openings=[an_opening(3)])
    kept = tmp_path / "mailed.txt"
    kept.write_text(whole.checkpoint(40))
    export.leaves = export.leaves[:16]
    bundle = export.write(tmp_path / "bundle")
    assert verify(bundle).code == 0
    verdict = verify(bundle, "--checkpoint", str(kept))
    assert verdict.head == f"FAULT ledger.jsonl, after its last line 16: lines are missing: {kept} covers 40"


def test_a_rewritten_and_re_signed_history_is_found_by_a_checkpoint_kept_from_the_mail(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "mailed.txt"
    kept.write_text(Export().checkpoint(12))
    rewritten = Export()
    rewritten.leaves[5] = a_leaf(5, actor="00")
    bundle = rewritten.write(tmp_path / "bundle")
    assert verify(bundle, "--key", KEY.verifier.fingerprint).code == 0
    verdict = verify(bundle, "--checkpoint", str(kept))
    assert verdict.head.startswith(
        f"FAULT ledger.jsonl lines 8 to 12: do not lead to the root that {kept} signs"
    )


@pytest.mark.parametrize("size", [7, 40])
def test_a_replaced_checkpoint_is_found(export: Path, size: int) -> None:
    name = f"checkpoints/{size:012}.txt"
    other = Export(signers=lambda _: [FORGER])
    (export / name).write_text(other.checkpoint(size))
    assert verify(export).head.startswith(f"FAULT {name}: is not signed by a key of the log")


def test_a_checkpoint_rightly_signed_of_another_history_is_found(export: Path) -> None:
    other = Export()
    other.leaves[30] = a_leaf(30, actor="00")
    (export / "checkpoints/000000000040.txt").write_text(other.checkpoint(40))
    verdict = verify(export)
    assert verdict.head.startswith("FAULT ledger.jsonl lines 17 to 40: do not lead to the root")


@pytest.mark.parametrize("place", [0, 5, 22, 25, 40, 70, 75, 110, 150, -1])
def test_a_changed_byte_of_a_checkpoint_is_found(export: Path, place: int) -> None:
    flip(export / "checkpoints/000000000016.txt", place)
    assert verify(export).head.startswith("FAULT checkpoints/000000000016.txt: ")


def test_a_renamed_checkpoint_is_found(export: Path) -> None:
    (export / "checkpoints/000000000016.txt").rename(export / "checkpoints/000000000017.txt")
    assert verify(export).head == (
        "FAULT checkpoints/000000000017.txt: is for 16 lines, which is not its name"
    )


def test_no_checkpoint_at_all_is_a_fault(export: Path) -> None:
    shutil.rmtree(export / "checkpoints")
    assert verify(export).head.startswith("FAULT checkpoints/: ")


def test_the_signatures_of_old_checkpoints_are_checked_when_asked(tmp_path: Path) -> None:
    sizes = range(1, 104)
    export = Export(leaves=[a_leaf(number) for number in range(103)], sizes=sizes).write(tmp_path / "bundle")
    first = export / "checkpoints/000000000001.txt"
    text = first.read_text().replace("\u2014 portal.example/ledger ", "\u2014 portal.example/other ")
    first.write_text(text)
    verdict = verify(export)
    assert (verdict.code, "103, every root recomputed; 100 signatures" in verdict.said) == (0, True)
    assert verify(export, "--all-signatures").head.startswith("FAULT checkpoints/000000000001.txt: ")


def test_a_bundle_re_signed_by_somebody_else_is_found_with_the_fingerprint(tmp_path: Path) -> None:
    export = Export(signers=lambda _: [FORGER], keys=[FORGER]).write(tmp_path / "bundle")
    assert verify(export).code == 0
    verdict = verify(export, "--key", KEY.verifier.fingerprint)
    assert verdict.head.startswith("FAULT key.txt: holds no key with the fingerprint you gave")


def test_naming_the_right_key_beside_a_forgers_does_not_help_the_forger(tmp_path: Path) -> None:
    export = Export(signers=lambda _: [FORGER], keys=[KEY, FORGER]).write(tmp_path / "bundle")
    verdict = verify(export, "--key", KEY.verifier.fingerprint)
    assert verdict.head.startswith(
        "FAULT checkpoints/000000000040.txt: is signed neither by the key you gave"
    )


def an_export_with_a_key_change(*, confirmed: bool) -> Export:
    export = Export(keys=[KEY, NEW_KEY])
    export.leaves[10] = a_system_leaf(10, "key_changed", {"key": NEW_KEY.verifier.text})
    both = [KEY, NEW_KEY] if confirmed else [NEW_KEY]
    export.signers = lambda size: {7: [KEY], 16: both, 40: [NEW_KEY]}[size]
    return export


def test_after_a_key_change_the_old_and_the_new_fingerprint_lead_to_the_end(tmp_path: Path) -> None:
    export = an_export_with_a_key_change(confirmed=True).write(tmp_path / "bundle")
    for key in (KEY, NEW_KEY):
        verdict = verify(export, "--key", key.verifier.fingerprint)
        assert verdict.code == 0, verdict.said
        assert "note         1 x key_changed" in verdict.said


def test_a_key_change_that_the_old_key_did_not_confirm_is_found(tmp_path: Path) -> None:
    export = an_export_with_a_key_change(confirmed=False).write(tmp_path / "bundle")
    assert verify(export, "--key", KEY.verifier.fingerprint).head.startswith(
        "FAULT checkpoints/000000000040.txt"
    )


@pytest.mark.parametrize("line", ["", "nonsense", "name+00000000+AAAA"])
def test_a_key_file_that_holds_no_key_is_found(export: Path, line: str) -> None:
    (export / "key.txt").write_text(line + "\n")
    assert verify(export).head.startswith("FAULT key.txt line 1: is not a verifier key")


def test_an_altered_document_is_named(export: Path) -> None:
    name = "documents/" + hash_of(TEXTS[0])
    flip(export / name, 3)
    assert verify(export).head.startswith(f"FAULT {name}: was altered")


def test_a_missing_and_an_unknown_document_are_named(export: Path) -> None:
    missing, unknown = export / "documents" / hash_of(TEXTS[0]), export / "documents" / hash_of(b"x")
    content = missing.read_bytes()
    missing.unlink()
    assert verify(export).head.startswith(f"FAULT documents/{missing.name}: is missing")
    missing.write_bytes(content)
    unknown.write_bytes(b"x")
    assert verify(export).head == f"FAULT documents/{unknown.name}: no line of the ledger names it"
    unknown.rename(export / "documents" / "notes.txt")
    assert verify(export).head == "FAULT documents/notes.txt: does not belong here"


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"values": {"name": "Zoé"}}, "does not open its commitment"),
        ({"salt": "00" * 32}, "does not open its commitment"),
        ({"salt": "zz"}, ""),
        ({"commitment": "00" * 32}, "does not open its commitment"),
        ({"more": 1}, "does not have exactly the keys"),
        ({"values": 1.5}, ""),
    ],
)
def test_a_broken_opening_is_named(export: Path, changes: dict[str, object], what: str) -> None:
    text = json.dumps(an_opening(8, **changes), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    path = export / "openings.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0] + text.encode() + b"\n")
    assert verify(export).head.startswith("FAULT openings.jsonl line 2: " + what)


def test_an_opening_of_nobody_in_the_ledger_is_named(tmp_path: Path) -> None:
    export = Export(openings=[an_opening(3), an_opening(77)]).write(tmp_path / "bundle")
    assert verify(export).head == "FAULT openings.jsonl line 2: no line of the ledger holds this commitment"


@pytest.mark.parametrize(
    ("number", "changes", "what"),
    [
        (5, {"id": a_leaf(4)["id"]}, "a line before it has the same id"),
        (5, {"id": 0}, "one of its values is not of the form"),
        (5, {"at": "2026-02-30T00:00:00.000000Z"}, ""),
        (5, {"at": "2026-11-21T24:00:00.000000Z"}, "one of its values is not of the form"),
        (5, {"at": "2026-11-21T20:15:03Z"}, "one of its values is not of the form"),
        (5, {"at": at(-60)}, "its time 2026-11-21T19:15:03.123456Z is more than an hour before"),
        (5, {"more": 1}, "it does not have exactly the keys"),
        (5, {"documents": []}, "it acknowledges a text (data.sha256) that is not among its documents"),
        (5, {"data": {}}, "it acknowledges a text (data.sha256) that is not among its documents"),
        (5, {"actor": "Léa"}, "one of its values is not of the form"),
        (5, {"v": 2}, "one of its values is not of the form"),
        (5, {"commitments": {"identity": "short"}}, "one of its values is not of the form"),
    ],
)
def test_a_line_that_should_never_have_been_sealed_is_named(
    tmp_path: Path, number: int, changes: dict[str, object], what: str
) -> None:
    export = Export()
    export.leaves[number] = a_leaf(number, **changes)
    verdict = verify(export.write(tmp_path / "bundle"))
    assert verdict.head.startswith(f"FAULT ledger.jsonl line {number + 1}")
    assert f": {what}" in verdict.head


def test_commitments_out_of_order_are_refused(tmp_path: Path) -> None:
    export = Export([a_leaf(0, commitments={"a": "0" * 64, "b": "1" * 64})], sizes=[1], openings=())
    whole = export.lines[0]
    swapped = whole.replace(b'"a":"' + b"0" * 64, b'"c":"' + b"0" * 64)

    class Swapped(Export):
        @property
        def lines(self) -> list[bytes]:
            return [swapped]

    bundle = Swapped(sizes=[1], openings=()).write(tmp_path / "bundle")
    assert "its commitments are not in order" in verify(bundle).head


def test_entries_sealed_a_little_out_of_order_are_intact(tmp_path: Path) -> None:
    export = Export()
    export.leaves[20] = a_leaf(20, at=at(19 - 60))
    export.leaves[21] = a_leaf(21, at=at(25))
    assert verify(export.write(tmp_path / "bundle")).code == 0


def test_a_clock_that_steps_back_must_be_announced_before(tmp_path: Path) -> None:
    early = [a_leaf(number, at=at(number - 600)) for number in range(21, 40)]
    before = [a_leaf(number) for number in range(20)]
    notice = a_system_leaf(20, "clock_stepped_back", {"from": at(19), "to": at(-580)}, at=at(19))
    announced = Export(leaves=[*before, notice, *early])
    verdict = verify(announced.write(tmp_path / "announced"))
    assert verdict.code == 0, verdict.said
    assert "note         1 x clock_stepped_back" in verdict.said
    silent = Export(leaves=[*before, a_leaf(20), *early])
    assert verify(silent.write(tmp_path / "silent")).head.startswith("FAULT ledger.jsonl line 22 (event ")


def test_altered_kept_hashes_are_not_blamed_on_the_line(export: Path) -> None:
    flip(export / "leaf_hashes.bin", 5 * 32)
    assert verify(export).head.startswith("FAULT leaf_hashes.bin, hash 6: ")


def test_kept_hashes_without_a_line_are_found(export: Path) -> None:
    path = export / "leaf_hashes.bin"
    path.write_bytes(path.read_bytes() + bytes(32))
    assert verify(export).head.startswith("FAULT leaf_hashes.bin, hash 41: ")


@pytest.mark.parametrize("name", ["ledger.jsonl", "key.txt"])
def test_a_missing_file_is_named(export: Path, name: str) -> None:
    (export / name).unlink()
    assert verify(export).head == f"FAULT {name}: is missing"


def test_nothing_there_or_a_bad_option_is_a_usage_error(export: Path) -> None:
    assert verify(export / "nowhere").code == 2
    assert verify(export, "--key", "abc").code == 2


def test_without_openssl_it_says_that_it_cannot_check(export: Path, tmp_path: Path) -> None:
    from advocacy.audit import verify_ledger

    command = [sys.executable, "-I", str(verify_ledger.__file__), str(export)]
    ran = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.split(":")[0]) == (2, "CANNOT CHECK")


def test_the_program_imports_nothing_but_the_standard_library() -> None:
    import ast

    from advocacy.audit import verify_ledger

    tree = ast.parse(Path(verify_ledger.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= set(sys.stdlib_module_names)
