"""The journal, and receipts."""

from __future__ import annotations

from flask import Blueprint, Response

from advocacy.access import Can, access
from advocacy.htmx import page

bp = Blueprint("audit", __name__, url_prefix="/audit")


@bp.get("/")
@access(Can.SEE_JOURNAL)
def journal() -> Response:
    """The first page."""
    return page("audit/journal.html")
