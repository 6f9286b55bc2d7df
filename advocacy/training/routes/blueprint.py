"""The one blueprint of `/training`, for those who take trainings, and what its routes share."""

from __future__ import annotations

from flask import Blueprint, request

from advocacy.charter.display import read
from advocacy.charter.rules.reading import Shown
from advocacy.wiring import wiring

bp = Blueprint("training", __name__, url_prefix="/training")

OF_TRAINING = "training"
"""What kind of text the proofs of showing are about: none of the charter's counts here."""


def shown() -> Shown | None:
    """What the form proves to have shown."""
    return read(request.form.get("shown", ""), secret(), of=OF_TRAINING)


def secret() -> str:
    """The secret that signs the proofs."""
    return wiring().settings.secret_key.get_secret_value()
