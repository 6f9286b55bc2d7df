"""Secrets for cookies and links: made here, kept only as a hash."""

from __future__ import annotations

import secrets
from hashlib import sha256


def new_token() -> str:
    """A secret of 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What the database keeps of a secret token: its SHA-256 in hexadecimal. Its bits are random: no salt."""
    return sha256(token.encode()).hexdigest()
