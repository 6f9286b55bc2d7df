"""Secrets of notices (one-time links), unreadable in the database and in its backups without the key.

The key is derived from the setting `secret_key` with HKDF (RFC 5869); after that setting changes, waiting
secrets cannot be read and their notices fail.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from advocacy.settings import Settings


def close(settings: Settings, secret: str) -> str:
    """The secret as it is kept."""
    return _box(settings).encrypt(secret.encode()).decode()


def open_again(settings: Settings, kept: str) -> str | None:
    """The secret that was kept; None if it was kept under another key."""
    try:
        return _box(settings).decrypt(kept.encode()).decode()
    except InvalidToken:
        return None


def _box(settings: Settings) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"advocacy notice secret")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.secret_key.get_secret_value().encode())))
