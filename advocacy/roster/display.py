"""The signed form token that proves which sentence was shown to whom, and when."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

from advocacy.roster.rules.enrolling import ShownCommitment


def sign(shown: ShownCommitment, secret: str) -> str:
    """The token for `shown`, safe in a form."""
    return _serializer(secret).dumps({**asdict(shown), "at": shown.at.isoformat()})


def read(token: str, secret: str) -> ShownCommitment | None:
    """What `token` proves; None when it is missing, was altered, or was signed with another secret."""
    try:
        values = _serializer(secret).loads(token)
        return ShownCommitment(**{**values, "at": datetime.fromisoformat(values["at"])})
    except (BadData, TypeError, KeyError, ValueError):
        return None


def _serializer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret,
        salt="roster.commitment",
        signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
    )
