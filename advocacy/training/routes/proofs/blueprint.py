"""The blueprint of proofs, and how the file of one is given out."""

from __future__ import annotations

from flask import Blueprint, Response

from advocacy.training.queries.proofs import ProofContent
from advocacy.training.rules.proofs import ENDINGS

bp = Blueprint("training_proofs", __name__, url_prefix="/training/proofs")


def given_out(found: ProofContent) -> Response:
    """The file to be saved, never shown: its kind is what we found it to be, its name is ours."""
    answer = Response(found.content, mimetype=found.media_type)
    name = f"proof-{found.id}.{ENDINGS[found.media_type]}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
