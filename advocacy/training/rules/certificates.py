"""What a certificate says at an instant."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class CertificateState(StrEnum):
    """What anyone may know of a certificate. `UNKNOWN` is said of a code that no certificate has."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


def certificate_state(
    *, lapses_at: datetime | None, revoked_at: datetime | None, at: datetime
) -> CertificateState:
    """Whether it holds at `at`; a revoked one never does, whatever its dates."""
    if revoked_at is not None and revoked_at <= at:
        return CertificateState.REVOKED
    if lapses_at is not None and lapses_at <= at:
        return CertificateState.EXPIRED
    return CertificateState.VALID
