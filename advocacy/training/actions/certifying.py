"""Certificates: each completion has one from the start, under a code that nobody can guess."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from advocacy.training.models import Certificate

_CODE_BYTES = 16
"""128 random bits: however many codes there are, none can be guessed."""


def certify(session: Session, completion_id: int) -> str:
    """Give the completion its certificate; returns the code."""
    code = new_code()
    session.add(Certificate(completion_id=completion_id, code=code))
    return code


def new_code() -> str:
    """A code that nobody has or can guess."""
    return secrets.token_hex(_CODE_BYTES)
