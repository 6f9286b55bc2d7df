"""The journal: what happened, newest first."""

from __future__ import annotations

from flask import Response

from advocacy.access import Can, access
from advocacy.audit.routes.blueprint import bp
from advocacy.htmx import page


@bp.get("/")
@access(Can.SEE_JOURNAL)
def journal() -> Response:
    """The first page."""
    return page("audit/journal.html")
