"""Check an exported ledger, or one receipt, without the portal that made it.

    python3 verify_ledger.py DIR           an export folder (`advocacy ledger export DIR`)
    python3 verify_ledger.py receipt.json  one person's receipt

    --key FINGERPRINT    the key's fingerprint (64 hex digits) as you were given it APART from what you check
    --checkpoint FILE    a checkpoint you kept (from the daily mail): it must fit the ledger; may be repeated
    --tsa FILE           PEM certificates of the time-stamping authority, as you got them from it
    --all-signatures     check every checkpoint's signature, not only those that decide

Needs Python 3.8 and the `openssl` program 3.0, or later. Exits 0 and says INTACT, or 1 and names the FIRST
FAULT, or 2 when it could not check. Without --key the signatures are checked against the key that lies in
the bundle: that finds accidents, not a forger with a key of his own. It still exits 0, with a WARNING line.

The folder. Positions count from 0, lines from 1.

ledger.jsonl         one line for each entry, in order of position: canonical JSON (keys sorted by code point,
                     no spaces, UTF-8 in normal form C, no floats) with exactly these keys:
                     actor        hex name of who acted, random for each person, or null (the system)
                     at           2026-11-21T20:15:03.123456Z
                     commitments  {name: hex SHA-256 of salt and canonical JSON of values kept outside}
                     data         an object: what happened
                     documents    [hex SHA-256 of each file in documents/ that this entry speaks of]
                     id           the event's number, of which there is one
                     subject      hex name of whom it concerns, or null
                     type         name/version, such as charter_acknowledged/1
                     v            1
                     Leaf hash: SHA-256(0x00, line without newline), node: SHA-256(0x01, left, right), tree:
                     RFC 9162. A type that starts with charter_acknowledged has data.sha256, the text that was
                     acknowledged, and names it among its documents.
leaf_hashes.bin      (may be absent) the leaf hashes kept since sealing, 32 bytes each: they let a fault be
                     named by its line rather than by the checkpoints around it.
checkpoints/         <size in 12 digits>.txt: C2SP signed notes of origin, size, base64 root, with sizes that
                     grow; each must be the root of the first <size> lines, the last one that of all lines.
                     Signatures are checked of the newest 100, of those stamped and of those that confirm a
                     new key, because each takes a run of openssl; all roots are recomputed.
key.txt              verifier keys (name+id+base64), one a line, the newest last; a fingerprint is the SHA-256
                     of such a line without its newline. A `key_changed` entry has the new key's line in
                     data.key, and the first checkpoint that covers it is signed by the old key too: so an
                     older fingerprint still leads to the newest checkpoint.
documents/<sha256>   the exact bytes of every document that the lines name, and no others.
openings.jsonl       (may be absent) {"commitment":hex,"salt":hex,"values":{…}} for whom you may identify.
anchors/             (may be absent) <size in 12 digits>.tsr: RFC 3161 answers over the exact bytes of that
                     checkpoint; tsa.pem: certificates of the authority, unless you give --tsa.

Times. An entry may be up to one hour earlier than the latest entry before it: entries get their place when
they are sealed, after transactions of different length, the longest of which (imports) last minutes. A bigger
step back must be announced by a `clock_stepped_back` entry BEFORE the first early one; data.to is the time
from which order counts again, and the announcement's own time is not compared. Each is counted in the
verdict, as is each `restored_from_backup`.

What this cannot see: facts not yet sealed when the folder was made, whoever used a stolen session, and a
history rewritten by the owner of the signing key, unless you hold a checkpoint, receipt or stamp from before.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, BinaryIO

NEWEST = 100
TOLERANCE = timedelta(hours=1)
ACKNOWLEDGED, KEY_CHANGED = b"charter_acknowledged", b"key_changed"
STEPPED_BACK, RESTORED = b"clock_stepped_back", b"restored_from_backup"
HEX64 = re.compile(r"[0-9a-f]{64}")
NOTE, STAMP = re.compile(r"[0-9]{12}\.txt"), re.compile(r"[0-9]{12}\.tsr|tsa\.pem")
INSTANT = rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}\.[0-9]{6}Z"
# One pattern for the whole shape: several times quicker than reading nine keys as JSON, and as strict. What
# it takes is canonical JSON, but for `data` and the order of commitments: `Lines.check` looks at these.
LINE = re.compile(
    rb'\{"actor":(?:null|"[0-9a-f]+"),"at":"(?P<at>' + INSTANT + rb')",'
    rb'"commitments":\{(?P<commitments>(?:"[a-z][a-z0-9_]*":"[0-9a-f]{64}"(?:,(?=")|(?=\})))*)\},'
    rb'"data":(?P<data>\{.*\}),"documents":\[(?P<documents>(?:"[0-9a-f]{64}"(?:,(?=")|(?=\])))*)\],'
    rb'"id":(?P<id>[1-9][0-9]{0,18}),"subject":(?:null|"[0-9a-f]+"),'
    rb'"type":"(?P<type>[a-z][a-z0-9_]*)/[1-9][0-9]*","v":1\}'
)
KEYS = ["actor", "at", "commitments", "data", "documents", "id", "subject", "type", "v"]


class Fault(Exception):
    """Something is wrong: `place` says where, `what` says what."""

    def __init__(self, place: str, what: str) -> None:
        self.place, self.what = place, what
        super().__init__(place, what)


class CannotCheck(Exception):
    """The check itself could not be made."""


# Canonical JSON -------------------------------------------------------------------------------------------


def no_float(text: str) -> None:
    """Refuse what is not a whole number."""
    raise ValueError(f"it holds the number {text}, which is not a whole one")


DECODER = json.JSONDecoder(parse_float=no_float, parse_constant=no_float)
ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_canonical(raw: bytes) -> Any:
    """The value that canonical JSON bytes stand for; ValueError says why they are not canonical."""
    text = raw.decode("utf-8")
    try:
        value, _ = DECODER.raw_decode(text)
        if ENCODER.encode(value) != text:
            raise ValueError("it is not canonical JSON (order of keys, spaces, escapes, doubled keys, rest)")
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON ({error})") from None
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    # An escape before a combining mark can make the text look unnormalised while no string in it is.
    if not normal(text) and not all(map(normal, strings(value))):
        raise ValueError("it holds text that is not in Unicode normal form C")
    return value


def normal(text: str) -> bool:
    """Whether a text is in Unicode normal form C."""
    return unicodedata.is_normalized("NFC", text)


def strings(value: Any) -> Iterator[str]:
    """Every string within a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for pair in value.items():
            yield from strings(list(pair))
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


# The tree -------------------------------------------------------------------------------------------------


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A Merkle tree that grows leaf by leaf and keeps only its complete subtrees, largest first."""

    def __init__(self) -> None:
        self.size = 0
        self.subtrees: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash on the right."""
        size, subtrees = self.size, self.subtrees
        self.size += 1
        while size & 1:
            leaf = node(subtrees.pop(), leaf)
            size >>= 1
        subtrees.append(leaf)

    def root(self) -> bytes:
        """The root of what was added so far."""
        if not self.subtrees:
            return sha256(b"").digest()
        root = self.subtrees[-1]
        for left in reversed(self.subtrees[:-1]):
            root = node(left, root)
        return root


def root_by_proof(leaf: bytes, position: int, size: int, proof: list[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2), or None when its length is wrong."""
    first, last = position, size - 1
    for item in proof:
        if last == 0:
            return None
        if first & 1 or first == last:
            leaf = node(item, leaf)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            leaf = node(leaf, item)
        first, last = first >> 1, last >> 1
    return leaf if last == 0 else None


# Keys, checkpoints, openssl -------------------------------------------------------------------------------


def openssl(*arguments: str) -> tuple[bool, str]:
    """Run openssl: whether it succeeded, and all it said."""
    program = shutil.which("openssl")
    if program is None:
        raise CannotCheck("the program `openssl` (3.0 or later) is needed and was not found")
    command = (program, *arguments)
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # noqa: S603 - our own words, no shell
    return ran.returncode == 0, ran.stdout.decode("utf-8", "replace").strip()


def unbase64(text: str) -> bytes:
    """The bytes that base64 stands for; ValueError unless it is written in the one right way."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("base64 written in another way")
    return raw


class Key:
    """A verifier key: name, key ID, Ed25519 public key. ValueError when the text is not one."""

    def __init__(self, text: str) -> None:
        self.name, key_id, data = [*text.split("+", 2), "", ""][:3]
        raw = unbase64(data)
        self.id, self.public = sha256(self.name.encode() + b"\n" + raw).digest()[:4], raw[1:]
        if len(raw) != 33 or raw[0] != 1 or self.id.hex() != key_id:
            raise ValueError("not an Ed25519 verifier key, or its ID is not its own")
        self.fingerprint = sha256(text.encode()).hexdigest()

    def signed(self, text: bytes, signature: bytes) -> bool:
        """Whether openssl finds that this key signed `text`."""
        with tempfile.TemporaryDirectory() as folder:
            # The prefix says "an Ed25519 public key" in DER (RFC 8410).
            key = write(folder, "key", bytes.fromhex("302a300506032b6570032100") + self.public)
            message, proof = write(folder, "text", text), write(folder, "signature", signature)
            options = ("-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", key)
            good, said = openssl("pkeyutl", *options, "-in", message, "-sigfile", proof)
        if not good and "Verification Failure" not in said:
            raise CannotCheck("openssl could not check an Ed25519 signature (3.0 is needed): " + said)
        return good


def write(folder: str, name: str, content: bytes) -> str:
    """Write a file for openssl to read; its path."""
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content)
    return path


class Checkpoint:
    """A signed note of origin, size and root; its signature lines are checked by `check`."""

    def __init__(self, place: str, raw: bytes) -> None:
        self.place = place
        self.signers: set[str] | None = None
        try:
            self.text, self.lines = self.taken_apart(raw.decode("utf-8"))
            self.origin, size, root, _ = self.text.split("\n")
            self.size, self.root = int(size), unbase64(root)
        except ValueError as error:
            raise Fault(place, f"is not a signed checkpoint ({error})") from None
        if self.size < 0 or str(self.size) != size or len(self.root) != 32 or not self.origin:
            raise Fault(place, "is not a signed checkpoint (its size or its root is malformed)")

    @staticmethod
    def taken_apart(note: str) -> tuple[str, list[tuple[str, bytes]]]:
        """The signed text, and for each signature line its name, key ID and signature."""
        text, blank, lines = note.rpartition("\n\n")
        if not blank or not lines.endswith("\n"):
            raise ValueError("a text, an empty line and whole signature lines are needed")
        signatures = []
        for line in lines[:-1].split("\n"):
            mark, name, data = line.split(" ")
            if mark != "\u2014":
                raise ValueError("a signature line starts with an em dash")
            signatures.append((name, unbase64(data)))
        return text + "\n", signatures

    def check(self, keys: list[Key]) -> set[str]:
        """The fingerprints of the keys that signed. Fault when none did, or when a known key's is false."""
        if self.signers is None:
            self.signers = set()
            for key in keys:
                for name, raw in self.lines:
                    if name == key.name == self.origin and raw[:4] == key.id:
                        self.confirm(key, raw[4:])
        if not self.signers:
            raise Fault(self.place, f"is not signed by a key of the log {self.origin} that is known here")
        return self.signers

    def confirm(self, key: Key, signature: bytes) -> None:
        """Count `key` among the signers, or raise the Fault of a false signature."""
        if len(signature) != 64 or not key.signed(self.text.encode(), signature):
            raise Fault(self.place, "carries a signature that does not belong to it: one of both was altered")
        assert self.signers is not None
        self.signers.add(key.fingerprint)


# The lines ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)  # many entries say the same of different people
def checked_data(raw: bytes) -> Any:
    """The `data` object of an entry, checked for canonical form."""
    return read_canonical(raw)


def why_misshapen(line: bytes) -> str:
    """What is wrong with a line that `LINE` does not take."""
    try:
        value = read_canonical(line)
    except ValueError as error:
        return str(error)
    if not isinstance(value, dict) or sorted(value) != KEYS:
        return "it does not have exactly the keys " + ", ".join(KEYS)
    return "one of its values is not of the form written in the head of this program"


def instant(text: bytes) -> datetime:
    """A time as the ledger writes it; ValueError when it is not one."""
    if not re.fullmatch(INSTANT, text):
        raise ValueError(f"{text!r} is not a time as the ledger writes it")
    return datetime.strptime(text.decode(), "%Y-%m-%dT%H:%M:%S.%fZ")  # noqa: DTZ007 - the Z is literal


class Lines:
    """What is remembered from line to line, and the checks that need no key."""

    def __init__(self, wanted: set[bytes]) -> None:
        self.wanted = wanted  # commitments that were opened and not yet met in a line
        self.ids: set[int] = set()
        self.days: set[bytes] = set()
        self.seen: set[bytes] = set()
        self.documents: set[str] = set()
        self.first = self.latest = b""
        self.notable = {STEPPED_BACK: 0, RESTORED: 0}
        self.key_changes: list[tuple[int, str]] = []

    def check(self, position: int, line: bytes) -> None:
        """Check one entry; ValueError says what is wrong with it."""
        found = LINE.fullmatch(line)
        if found is None:
            raise ValueError(why_misshapen(line))
        at, commitments, raw, documents, number, kind = found.groups()
        self.identify(int(number))
        data = checked_data(raw)
        if commitments and (self.wanted or b"," in commitments):
            self.met(commitments.decode())
        if documents and documents not in self.seen:
            self.seen.add(documents)
            self.documents.update(documents.decode().strip('"').split('","'))
        self.special(position, kind, data, documents)
        if kind == STEPPED_BACK:
            self.latest = str(data.get("to")).encode()
            instant(self.latest)
        elif at >= self.latest and at[:10] in self.days:
            self.latest = at
        else:
            self.order(at)

    def identify(self, number: int) -> None:
        """Each id occurs once."""
        if number in self.ids:
            raise ValueError("a line before it has the same id")
        self.ids.add(number)

    def met(self, text: str) -> None:
        """Names of commitments are in order, each once; what is opened has been met."""
        pairs = [pair.strip('"').split('":"') for pair in text.split(",")]
        names = [name for name, _ in pairs]
        if names != sorted(set(names)):
            raise ValueError("its commitments are not in order, or one is there twice")
        if self.wanted:
            self.wanted.difference_update(bytes.fromhex(value) for _, value in pairs)

    def special(self, position: int, kind: bytes, data: Any, documents: bytes) -> None:
        """What some types of entry owe, or what is to be remembered of them."""
        if kind.startswith(ACKNOWLEDGED):
            text = str(data.get("sha256")).encode()
            if len(text) != 64 or text not in documents:
                raise ValueError("it acknowledges a text (data.sha256) that is not among its documents")
        elif kind == KEY_CHANGED:
            self.key_changes.append((position, Key(str(data.get("key"))).fingerprint))
        if kind in self.notable:
            self.notable[kind] += 1

    def order(self, at: bytes) -> None:
        """Check a time that is on a day not seen before, or earlier than the latest."""
        when = instant(at)
        if at < self.latest and instant(self.latest) - when > TOLERANCE:
            raise ValueError(
                f"its time {at.decode()} is more than an hour before {self.latest.decode()}, the latest "
                "of the lines before it, and no clock_stepped_back line announces that"
            )
        self.days.add(at[:10])
        self.first, self.latest = self.first or at, max(self.latest, at)


# An export folder -----------------------------------------------------------------------------------------


class Folder:
    """An export folder, and what is known of it so far. Its methods are called in the order they stand."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.keys: list[Key] = []
        self.checkpoints: list[Checkpoint] = []
        self.lines = Lines(set())
        self.opened = self.stored = self.unstamped = 0
        self.stamps: list[str] = []

    def file(self, *names: str) -> str:
        """The path of a file in the folder."""
        return os.path.join(self.path, *names)

    def names(self, folder: str, form: re.Pattern[str]) -> list[str]:
        """The sorted names in a sub-folder (none if absent), each of which must have the form."""
        if not os.path.isdir(self.file(folder)):
            return []
        names = sorted(name for name in os.listdir(self.file(folder)) if not name.startswith("."))
        for name in names:
            if not form.fullmatch(name):
                raise Fault(folder + "/" + name, "does not belong here")
        return names

    def read_keys(self, fingerprint: str | None) -> None:
        """Read key.txt; the key that the auditor was told of must be there."""
        for number, line in enumerate(read(self.file("key.txt"), "key.txt").splitlines(), 1):
            try:
                self.keys.append(Key(line.decode("utf-8")))
            except ValueError as error:
                raise Fault(f"key.txt line {number}", f"is not a verifier key ({error})") from None
        if fingerprint and fingerprint not in [key.fingerprint for key in self.keys]:
            raise Fault("key.txt", "holds no key with the fingerprint you gave, " + fingerprint)

    def read_checkpoints(self, kept: list[str], every: bool) -> None:
        """Read the checkpoints, and those the auditor kept, and check the signatures that decide."""
        for name in self.names("checkpoints", NOTE):
            place = "checkpoints/" + name
            checkpoint = Checkpoint(place, read(self.file("checkpoints", name), place))
            if checkpoint.size != int(name[:12]):
                raise Fault(place, f"is for {checkpoint.size} lines, which is not its name")
            self.checkpoints.append(checkpoint)
        if not self.checkpoints:
            raise Fault("checkpoints/", "holds no checkpoint, so nothing is signed")
        anchored = {int(name[:12]) for name in self.stamp_names()}
        mine = [Checkpoint(path, read(path, path)) for path in kept]
        newest = len(self.checkpoints) - NEWEST
        for index, checkpoint in enumerate(self.checkpoints):
            if every or index >= newest or checkpoint.size in anchored:
                checkpoint.check(self.keys)
        for checkpoint in mine:
            checkpoint.check(self.keys)
        self.checkpoints = sorted(self.checkpoints + mine, key=lambda checkpoint: checkpoint.size)

    def read_openings(self) -> None:
        """Check each opening against its commitment, and remember which commitments lines must hold."""
        for number, raw in self.openings():
            try:
                self.lines.wanted.add(opened(read_canonical(raw.rstrip(b"\n"))))
            except ValueError as error:
                raise Fault(f"openings.jsonl line {number}", str(error)) from None
            self.opened = number

    def openings(self) -> Iterator[tuple[int, bytes]]:
        """The numbered lines of openings.jsonl, if there is one."""
        if os.path.exists(self.file("openings.jsonl")):
            with open(self.file("openings.jsonl"), "rb") as file:
                yield from enumerate(file, 1)

    def read_lines(self) -> None:
        """Check every line and recompute every root."""
        tree, pending = Tree(), self.checkpoints[::-1]
        kept = Kept(self.file("leaf_hashes.bin"))
        check, append = self.lines.check, tree.append
        self.compare(tree, pending)
        with open_ledger(self.file("ledger.jsonl")) as file, kept:
            for position, raw in enumerate(file):
                line = raw[:-1]
                leaf = sha256(b"\x00" + line).digest()
                if kept.file and kept.file.read(32) != leaf:
                    raise kept.fault(position, raw, pending)
                try:
                    if raw[-1:] != b"\n":
                        raise ValueError("it is cut: no newline ends it")
                    check(position, line)
                except ValueError as error:
                    raise Fault(line_place(position, line), str(error)) from None
                append(leaf)
                if not pending or pending[-1].size == tree.size:
                    self.compare(tree, pending)
            if pending:
                raise Fault(
                    f"ledger.jsonl, after its last line {tree.size}",
                    f"lines are missing: {pending[0].place} covers {pending[0].size}",
                )
            if kept.file and kept.file.read(1):
                raise Fault(
                    f"leaf_hashes.bin, hash {tree.size + 1}", "holds a hash for which there is no line"
                )

    def compare(self, tree: Tree, pending: list[Checkpoint]) -> None:
        """Compare the root with the checkpoints of this size, and take these off `pending`."""
        if not pending:
            raise Fault(f"ledger.jsonl line {tree.size}", "no checkpoint covers it: it was added at the end")
        while pending and pending[-1].size == tree.size:
            checkpoint = pending.pop()
            if checkpoint.root != tree.root():
                checkpoint.check(self.keys)
                before = max([other.size for other in self.checkpoints if other.size < tree.size], default=0)
                raise Fault(
                    f"ledger.jsonl lines {before + 1} to {tree.size}",
                    f"do not lead to the root that {checkpoint.place} signs: "
                    "a line was altered, cut, swapped or inserted",
                )

    def check_openings(self) -> None:
        """No opening may be left whose commitment is in no line."""
        for number, raw in self.openings() if self.lines.wanted else ():
            if opened(read_canonical(raw.rstrip(b"\n"))) in self.lines.wanted:
                raise Fault(f"openings.jsonl line {number}", "no line of the ledger holds this commitment")

    def check_documents(self) -> None:
        """Every document is what its name says, is named by a line, and none is missing."""
        names = self.names("documents", HEX64)
        for name in names:
            digest = file_hash(self.file("documents", name))
            if digest != name:
                raise Fault("documents/" + name, "was altered: its bytes have the hash " + digest)
            if name not in self.lines.documents:
                raise Fault("documents/" + name, "no line of the ledger names it")
        for name in sorted(self.lines.documents - set(names)):
            raise Fault("documents/" + name, "is missing, though a line of the ledger names it")
        self.stored = len(names)

    def check_trust(self, fingerprint: str | None) -> None:
        """The key that the auditor was told of must lead to the newest checkpoint."""
        trusted = {fingerprint}
        for position, successor in self.lines.key_changes:
            covering = next(item for item in self.checkpoints if item.size > position)
            if trusted & covering.check(self.keys):
                trusted.add(successor)
        last = self.checkpoints[-1]
        if fingerprint and not trusted & last.check(self.keys):
            raise Fault(last.place, "is signed neither by the key you gave nor by one it handed over to")

    def check_stamps(self, authority: str | None) -> None:
        """Check the time stamps, given the authority's certificates."""
        certificates = authority or self.file("anchors", "tsa.pem")
        for name in self.stamp_names():
            if not os.path.exists(self.file("checkpoints", name[:12] + ".txt")):
                raise Fault("anchors/" + name, "is for a checkpoint that is not here")
            if os.path.exists(certificates):
                self.stamps.append(f"{self.stamped(name, certificates)} for {int(name[:12])} lines")
            else:
                self.unstamped += 1

    def stamped(self, name: str, certificates: str) -> datetime:
        """When a stamp was given; checked as of then, because certificates expire and stamps stay."""
        place, path = "anchors/" + name, self.file("anchors", name)
        _, said = openssl("ts", "-reply", "-in", path, "-text")
        when = re.search(r"Time stamp: (\w+ +\d+ [\d:]+)(?:\.\d+)? (\d+) GMT", said)
        if not when:
            raise Fault(place, "is not the answer of a time-stamping authority")
        at = datetime.strptime(" ".join(when.groups()) + " +0000", "%b %d %H:%M:%S %Y %z")
        options = ("-CAfile", certificates, "-untrusted", certificates, "-attime", str(int(at.timestamp())))
        checkpoint = self.file("checkpoints", name[:12] + ".txt")
        good, said = openssl("ts", "-verify", "-data", checkpoint, "-in", path, *options)
        if not good:
            raise Fault(place, "is no valid stamp of its checkpoint: " + " / ".join(said.splitlines()[-2:]))
        return at

    def stamp_names(self) -> list[str]:
        """The names of the time stamps in anchors/."""
        return [name for name in self.names("anchors", STAMP) if name != "tsa.pem"]


class Kept:
    """leaf_hashes.bin, if there is one: a witness that tells which line is wrong."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.file = open(path, "rb") if os.path.exists(path) else None  # noqa: SIM115 - closed by `with`

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *_: object) -> None:
        if self.file:
            self.file.close()

    def fault(self, position: int, raw: bytes, pending: list[Checkpoint]) -> Fault:
        """Whose fault it is that a hash differs: the line's, when a checkpoint bears the kept hashes out."""
        if not pending:
            return Fault(line_place(position, raw), "no checkpoint covers it: it was added at the end")
        tree, checkpoint = Tree(), pending[-1]
        with open(self.path, "rb") as file:
            for _ in range(checkpoint.size):
                tree.append(file.read(32))
        if tree.root() == checkpoint.root:
            what = "is not the line that was sealed at this place: its hash is not the one that leads to "
            return Fault(line_place(position, raw), what + checkpoint.place)
        return Fault(
            f"leaf_hashes.bin, hash {position + 1}",
            f"is not the hash of ledger.jsonl line {position + 1}, nor do these hashes lead to "
            + checkpoint.place,
        )


def line_place(position: int, line: bytes) -> str:
    """Where a line is: file, line (from 1 on), and the event's number if it can be read."""
    found = re.search(rb'"id":([0-9]{1,20}),"subject"', line)
    event = f" (event {found.group(1).decode()})" if found else ""
    return f"ledger.jsonl line {position + 1}{event}"


def open_ledger(path: str) -> BinaryIO:
    """ledger.jsonl, open for reading."""
    if not os.path.exists(path):
        raise Fault("ledger.jsonl", "is missing")
    return open(path, "rb", buffering=1 << 20)


def read(path: str, place: str) -> bytes:
    """The bytes of a small file that must be there."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise Fault(place, "is missing") from None


def file_hash(path: str) -> str:
    """The hex SHA-256 of a file of any size."""
    digest = sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def opened(opening: Any) -> bytes:
    """The commitment that an opening opens; ValueError when it does not."""
    if not isinstance(opening, dict) or sorted(opening) != ["commitment", "salt", "values"]:
        raise ValueError("does not have exactly the keys commitment, salt, values")
    salt, values = bytes.fromhex(str(opening["salt"])), ENCODER.encode(opening["values"])
    if sha256(salt + values.encode()).hexdigest() != opening["commitment"]:
        raise ValueError("does not open its commitment: values, salt or commitment were altered")
    return bytes.fromhex(opening["commitment"])


def verify_folder(path: str, given: argparse.Namespace) -> list[str]:
    """Check an export folder; what was checked, in lines to print. Raises the first Fault."""
    folder = Folder(path)
    folder.read_keys(given.key)
    folder.read_checkpoints(given.checkpoint, given.all_signatures)
    folder.read_openings()
    folder.read_lines()
    folder.check_openings()
    folder.check_documents()
    folder.check_trust(given.key)
    folder.check_stamps(given.tsa)
    return folder_verdict(folder, given)


def folder_verdict(folder: Folder, given: argparse.Namespace) -> list[str]:
    """What was checked in a folder that is intact, and what that does not prove."""
    lines, last = folder.lines, folder.checkpoints[-1]
    signed = sum(1 for item in folder.checkpoints if item.signers)
    first, latest, signers = lines.first.decode(), lines.latest.decode(), sorted(last.signers or ())
    said = [
        f"log          {last.origin}",
        f"lines        {last.size}, from {first or '-'} to {latest or '-'}",
        f"checkpoints  {len(folder.checkpoints)}, every root recomputed; {signed} signatures checked",
        f"documents    {folder.stored}",
        f"openings     {folder.opened}",
        f"root         {last.root.hex()}",
        f"signed by    {', '.join(signers)}",
    ]
    said += [f"note         {n} x {kind.decode()}" for kind, n in lines.notable.items() if n]
    said += [f"note         {len(lines.key_changes)} x key_changed"] if lines.key_changes else []
    said += [f"time stamp   {stamp}" for stamp in folder.stamps]
    if folder.stamps and not given.tsa:
        said.append("WARNING: time stamps were checked against certificates inside the folder (see --tsa).")
    if folder.unstamped:
        said.append(f"WARNING: {folder.unstamped} time stamps were not checked, for want of --tsa.")
    return said


# A receipt ------------------------------------------------------------------------------------------------


def verify_receipt(path: str, given: argparse.Namespace) -> list[str]:
    """Check one receipt; what it proves, in lines to print. Raises the first Fault."""
    try:
        receipt = json.loads(read(path, path).decode("utf-8"))
        line, position = receipt["line"].encode("utf-8"), int(str(receipt["position"]))
        proof, key = [unbase64(item) for item in receipt["proof"]], Key(receipt["key"])
        checkpoint = Checkpoint("the receipt's checkpoint", receipt["checkpoint"].encode("utf-8"))
        openings = list(receipt["openings"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Fault(path, f"is not a receipt ({type(error).__name__}: {error})") from None
    if given.key and given.key != key.fingerprint:
        raise Fault("the receipt's key", "does not have the fingerprint you gave, " + given.key)
    checkpoint.check([key])
    lines = Lines(read_opened(openings))
    try:
        lines.check(position, line)
    except ValueError as error:
        raise Fault("the receipt's line", str(error)) from None
    root = root_by_proof(sha256(b"\x00" + line).digest(), position, checkpoint.size, proof)
    if not 0 <= position < checkpoint.size or root != checkpoint.root:
        raise Fault("the receipt's line and proof", "do not lead to the root that the checkpoint signs")
    if lines.wanted:
        raise Fault("the receipt's openings", "one opens a commitment that the line does not hold")
    said = [
        f"log          {checkpoint.origin}",
        f"place        line {position + 1} of {checkpoint.size}",
        f"line         {receipt['line']}",
        f"openings     {len(openings)}",
        f"signed by    {key.fingerprint}",
    ]
    said += [f"opened       {ENCODER.encode(item['values'])}" for item in openings]
    return [*said, "Only what stands above is proven; other fields of the receipt are there to be read."]


def read_opened(openings: list[Any]) -> set[bytes]:
    """The commitments that a receipt's openings open."""
    found = set()
    for number, opening in enumerate(openings, 1):
        try:
            found.add(opened(opening))
        except ValueError as error:
            raise Fault(f"the receipt's opening {number}", str(error)) from None
    return found


def fingerprint(text: str) -> str:
    """A fingerprint as a person types it, spaces and colons allowed, in the form compared."""
    plain = re.sub(r"[\s:]", "", text).lower()
    if not HEX64.fullmatch(plain):
        raise argparse.ArgumentTypeError("a fingerprint has 64 hex digits")
    return plain


def say(text: str) -> None:
    """Print for any terminal."""
    print(text.encode("ascii", "backslashreplace").decode("ascii"))


def main() -> int:
    """The program: 0 intact, 1 a fault, 2 could not check."""
    parser = argparse.ArgumentParser(description="Check an exported ledger folder, or one receipt.")
    parser.add_argument("path", help="the export folder, or the receipt's JSON file")
    parser.add_argument("--key", type=fingerprint, help="the key's fingerprint as you were given it apart")
    parser.add_argument("--checkpoint", action="append", default=[], help="a checkpoint you kept yourself")
    parser.add_argument("--tsa", help="PEM certificates of the time-stamping authority")
    parser.add_argument("--all-signatures", action="store_true", help="check every checkpoint's signature")
    given = parser.parse_args()
    if not os.path.exists(given.path):
        parser.error("there is nothing at " + given.path)
    try:
        said = (verify_folder if os.path.isdir(given.path) else verify_receipt)(given.path, given)
    except Fault as fault:
        say(f"FAULT {fault.place}: {fault.what}")
        return 1
    except (CannotCheck, OSError) as error:
        say(f"CANNOT CHECK: {error}")
        return 2
    say(f"INTACT {given.path}")
    for line in said:
        say("  " + line)
    if not given.key:
        say("WARNING: the signatures were checked against the key inside, which anyone could have put there.")
        say("         Give the fingerprint that you were told apart: --key FINGERPRINT")
    return 0


if __name__ == "__main__":
    sys.exit(main())
