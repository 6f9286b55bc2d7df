"""The one way a value becomes bytes that are hashed: canonical JSON, and the commitment made of it.

Keys sorted by code point, no spaces, UTF-8, every string (keys too) in Unicode normal form C. Floats are
refused because their text depends on who prints them. `verify_ledger.py` holds the same rules again,
on purpose without importing these.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

_LARGEST = 2**63 - 1
"""Integers stay within 64 bits with a sign: what both databases can hold."""


def canonical(value: object) -> bytes:
    """The canonical JSON bytes of `value`, built of str, int, bool, None, list and dict alone.

    Raises TypeError for any other type (floats, tuples, dates) and for a key that is not a string;
    ValueError for a lone surrogate, an integer beyond 64 bits, or two keys that are the same in NFC.
    """
    text = json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def commitment(salt: bytes, values: Mapping[str, object]) -> str:
    """What the ledger holds instead of `values`: the hex SHA-256 of `salt` and their canonical bytes.

    Raises ValueError for a salt under 16 bytes, since a name could then be found by trying; TypeError and
    ValueError as `canonical` does.
    """
    if len(salt) < 16:
        raise ValueError("A salt has at least 16 bytes.")
    return sha256(salt + canonical(dict(values))).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str.__str__(value))
    if isinstance(value, int):
        return _bounded(int(value))
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return _plain_dict(value)
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def _bounded(number: int) -> int:
    if not -_LARGEST - 1 <= number <= _LARGEST:
        raise ValueError("An integer of the ledger fits 64 bits.")
    return number


def _plain_dict(value: dict[object, object]) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError(f"A key is a string, not {type(key).__name__}.")
        name = unicodedata.normalize("NFC", str.__str__(key))
        if name in plain:
            raise ValueError(f"Two keys are both {name!r} in normal form C.")
        plain[name] = _plain(item)
    return plain
