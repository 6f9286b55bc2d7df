"""The ledger's signing key: a file beside the data, or a secret setting – never in the database.

The public halves are in the ledger itself, so that whoever shows or checks needs no key file.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from advocacy.audit.notes import BadNote, SignerKey
from advocacy.settings import Settings

MODE = 0o600


class LedgerKeyError(Exception):
    """The signing key is missing, unreadable, or not the one that the ledger expects."""


def origin(settings: Settings) -> str:
    """What a new key, and so the ledger, is called."""
    return settings.ledger_origin or settings.host


def key_file(settings: Settings) -> Path:
    """Where the key lies unless it is given as a setting."""
    return settings.data_dir / "keys" / "ledger.key"


def old_key_file(settings: Settings) -> Path:
    """Where the key before it lies, so that it can sign once more."""
    return key_file(settings).with_suffix(".key.old")


def read_key(settings: Settings) -> SignerKey | None:
    """The signing key of this machine, None if it has none. Raises LedgerKeyError for one that is no key."""
    given = settings.ledger_key.get_secret_value()
    return _parse(given, "ADVOCACY_LEDGER_KEY") if given else _read(key_file(settings))


def read_old_key(settings: Settings) -> SignerKey | None:
    """The key before it, None if it is not kept here. Raises LedgerKeyError for one that is no key."""
    return _read(old_key_file(settings))


def make_key(settings: Settings) -> SignerKey:
    """The signing key, made and kept if there is none yet: of two at once, one wins and both return it."""
    found = read_key(settings)
    if found is not None:
        return found
    path = key_file(settings)
    written = _write_beside(path, SignerKey.generate(origin(settings)))
    try:
        os.link(written, path)
    except FileExistsError:
        pass
    finally:
        written.unlink()
    made = _read(path)
    if made is None:
        raise LedgerKeyError(f"{path} could not be written.")
    return made


def replace_key(settings: Settings) -> SignerKey:
    """A new key in the file's place; the old one is kept beside it. The setting, if given, is the new one."""
    if settings.ledger_key.get_secret_value():
        return make_key(settings)
    path, old = key_file(settings), _read(key_file(settings))
    written = _write_beside(path, SignerKey.generate(old.name if old else origin(settings)))
    if old is not None:
        os.replace(path, old_key_file(settings))
    os.replace(written, path)
    return make_key(settings)


def _write_beside(path: Path, key: SignerKey) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(key.text + "\n")
        file.flush()
        os.fsync(file.fileno())
    return written


def _read(path: Path) -> SignerKey | None:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise LedgerKeyError(f"{path} cannot be read ({type(error).__name__}).") from None
    return _parse(text.rstrip("\n"), str(path))


def _parse(text: str, where: str) -> SignerKey:
    try:
        return SignerKey.parse(text)
    except BadNote as error:
        raise LedgerKeyError(f"{where} holds no signing key: {error}") from None
