"""Hashing and checking passwords, in the same time for those who exist and those who do not.

Argon2id with 19 MiB, two passes, one lane: OWASP, Password Storage Cheat Sheet.
"""

from __future__ import annotations

import secrets
from base64 import b64encode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from advocacy.people.rules.passwords import is_over_long, normal

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, salt_len=16)


def _nobodys() -> str:
    """A hash of today's cost that no password fits: its salt and digest are random."""
    salt, digest = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    cost = f"m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${digest}"


_NOBODYS = _nobodys()


def hashed(password: str) -> str:
    """What is kept of `password`."""
    return _HASHER.hash(normal(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether `password` is the one that `kept` was made of; as slow when nothing is kept.

    An over-long password is refused before it is hashed, whoever's it is.
    """
    if is_over_long(password):
        return False
    try:
        return _HASHER.verify(kept or _NOBODYS, normal(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether `kept` was made at another cost than today's."""
    return _HASHER.check_needs_rehash(kept)
