"""Signed notes and checkpoints, as C2SP writes them: keys, their names and fingerprints, sign, parse, verify.

Formats: c2sp.org/signed-note (Ed25519, type 0x01) and c2sp.org/tlog-checkpoint. The parser is strict: what
it accepts, it would have written the same way.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_MARK = "— "
_PRIVATE = "PRIVATE+KEY+"
_MOST_SIGNATURES = 16
"""What every verifier must accept, and more than a checkpoint ever carries: one, or two at a key change."""


class BadNote(ValueError):
    """A note, checkpoint or key that is malformed, or whose signature does not hold."""


@dataclass(frozen=True)
class VerifierKey:
    """The public half of a log's key: anyone may have it. Raises BadNote when name or key is unfit."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.public) != 32:
            raise BadNote("An Ed25519 public key has 32 bytes.")

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before a signature: a label, no proof."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def fingerprint(self) -> str:
        """What an auditor is given apart from the bundle: hex SHA-256 of the key written as `text`."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def text(self) -> str:
        """The key as one line: name, key ID and base64 of type and key, joined by plus signs."""
        return f"{self.name}+{self.key_id.hex()}+{_b64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """The key that `text` writes. Raises BadNote unless it is exactly such a line."""
        name, key_id, data = _three(text)
        key = cls(name, _typed(data))
        if key.key_id.hex() != key_id:
            raise BadNote("The key ID does not belong to the name and the key.")
        return key

    def verifies(self, signature: bytes, text: str) -> bool:
        """Whether `signature` (64 bytes) is this key's over `text`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SignerKey:
    """The private half, kept outside the database. Its printed form hides the secret."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.seed) != 32:
            raise BadNote("An Ed25519 private key has 32 bytes.")

    @classmethod
    def generate(cls, name: str) -> SignerKey:
        """A new random key for the log called `name` (its origin)."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> SignerKey:
        """The key that `text` writes. Raises BadNote, which never repeats the text."""
        start, private, rest = text.partition(_PRIVATE)
        if start or not private:
            raise BadNote("A signer key starts with PRIVATE+KEY+.")
        name, key_id, data = _three(rest)
        key = cls(name, _typed(data))
        if key.verifier.key_id.hex() != key_id:
            raise BadNote("The key ID does not belong to the name and the key.")
        return key

    @property
    def text(self) -> str:
        """The key as one secret line, to be kept in a file or a secret store."""
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{_b64(_ED25519 + self.seed)}"

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return VerifierKey(self.name, private.public_key().public_bytes_raw())

    def signature_line(self, text: str) -> str:
        """This key's signature line (with its newline) for the note `text`."""
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return f"{_MARK}{self.name} {_b64(self.verifier.key_id + signature)}\n"


@dataclass(frozen=True)
class Signature:
    """One signature line of a note, taken apart; nothing is checked yet."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True)
class Note:
    """A text with its signature lines; trust neither before `signers` has said who signed."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, note: str) -> Note:
        """Take a signed note apart. Raises BadNote unless it is exactly of the format."""
        if any(letter < " " and letter != "\n" for letter in note):
            raise BadNote("A note holds no control characters.")
        text, blank, lines = note.rpartition("\n\n")
        if not blank or not lines.endswith("\n"):
            raise BadNote("A note is a text, an empty line and signature lines that end with a newline.")
        signatures = tuple(_signature(line) for line in lines[:-1].split("\n"))
        if len(signatures) > _MOST_SIGNATURES:
            raise BadNote(f"A note has at most {_MOST_SIGNATURES} signatures.")
        return cls(text + "\n", signatures)

    def signers(self, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
        """Which of `keys` signed, at least one.

        Raises BadNote when none did, or when a line that claims to be of a known key does not hold.
        Lines of unknown keys are passed over, as the format asks.
        """
        known = {(key.name, key.key_id): key for key in keys}
        found = []
        for line in self.signatures:
            key = known.get((line.name, line.key_id))
            if key is None:
                continue
            if not key.verifies(line.signature, self.text):
                raise BadNote(f"The signature of {line.name} does not belong to this text.")
            found.append(key)
        if not found:
            raise BadNote("No known key signed this note.")
        return tuple(found)


@dataclass(frozen=True)
class CheckpointBody:
    """What a checkpoint says: which log, how many leaves, which root. No time, no extension lines."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        _check_name(self.origin)
        if self.size < 0 or len(self.root) != 32:
            raise BadNote("A checkpoint has a size and a root of 32 bytes.")

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{_b64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> CheckpointBody:
        """Read the three lines. Raises BadNote unless they are exactly what `text` would write."""
        lines = text.split("\n")
        if len(lines) != 4 or not (lines[1].isascii() and lines[1].isdigit()) or len(lines[1]) > 19:
            raise BadNote("A checkpoint is an origin, a size and a root, each on its line.")
        body = cls(lines[0], int(lines[1]), _unb64(lines[2]))
        if body.text != text:
            raise BadNote("A checkpoint is written without leading zeros and ends after its root.")
        return body


def sign(text: str, *signers: SignerKey) -> str:
    """`text` as a signed note. Raises BadNote when the text cannot be one, ValueError without a signer."""
    if not signers:
        raise ValueError("A note needs a signer.")
    if not text.endswith("\n"):
        raise BadNote("The text of a note ends with a newline.")
    note = text + "\n" + "".join(signer.signature_line(text) for signer in signers)
    Note.parse(note)
    return note


def sign_checkpoint(body: CheckpointBody, *signers: SignerKey) -> str:
    """The signed checkpoint; at a key change both the old and the new key sign.

    Raises BadNote for a key not named like the log's origin.
    """
    if any(signer.name != body.origin for signer in signers):
        raise BadNote("A checkpoint is signed with a key named like its origin.")
    return sign(body.text, *signers)


def open_checkpoint(note: str, keys: Iterable[VerifierKey]) -> CheckpointBody:
    """What a signed checkpoint says, after checking who signed it.

    Raises BadNote when it is malformed, or not signed by one of `keys` named like its origin.
    """
    opened = Note.parse(note)
    body = CheckpointBody.parse(opened.text)
    opened.signers(key for key in keys if key.name == body.origin)
    return body


def _check_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() or letter < " " for letter in name):
        raise BadNote("A key name is not empty and has neither spaces nor a plus sign.")
    try:
        name.encode()
    except UnicodeEncodeError:
        raise BadNote("A key name is valid Unicode.") from None


def _signature(line: str) -> Signature:
    mark, name, data = line[: len(_MARK)], *line[len(_MARK) :].rpartition(" ")[::2]
    if mark != _MARK:
        raise BadNote("A signature line starts with an em dash and a space.")
    _check_name(name)
    raw = _unb64(data)
    if len(raw) < 5:
        raise BadNote("A signature is longer than its key ID.")
    return Signature(name, raw[:4], raw[4:])


def _three(text: str) -> tuple[str, str, str]:
    """The three parts of a key; only the last, base64, may hold plus signs of its own."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise BadNote("A key is a name, an ID and the key itself, joined by plus signs.")
    return parts[0], parts[1], parts[2]


def _typed(data: str) -> bytes:
    raw = _unb64(data)
    if raw[:1] != _ED25519:
        raise BadNote("Only Ed25519 keys are known.")
    return raw[1:]


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unb64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote("This is not base64.") from None
    if _b64(data) != text:
        raise BadNote("This base64 has another spelling of the same bytes.")
    return data
