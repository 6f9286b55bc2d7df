"""The signed form token that proves which text was shown to whom, and when."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

from advocacy.charter.rules.reading import Shown


def sign(shown: Shown, secret: str, *, of: str = "charter") -> str:
    """The token for `shown`, safe in a form and in an address; `of` says what kind of text it is."""
    return _serializer(secret, of).dumps({**asdict(shown), "at": shown.at.isoformat()})


def read(token: str, secret: str, *, of: str = "charter") -> Shown | None:
    """What `token` proves; None when it is missing, was altered, or was signed with another secret.

    A token of another kind of text proves nothing either.
    """
    try:
        values = _serializer(secret, of).loads(token)
        return Shown(**{**values, "at": datetime.fromisoformat(values["at"])})
    except (BadData, TypeError, KeyError, ValueError):
        return None


def _serializer(secret: str, of: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret, salt=f"{of}.display", signer_kwargs={"key_derivation": "hmac", "digest_method": sha256}
    )
