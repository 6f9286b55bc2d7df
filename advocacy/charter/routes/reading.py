"""Reading and acknowledging."""

from __future__ import annotations

from flask import Blueprint, Response

from advocacy.access import Can, access
from advocacy.htmx import page

bp = Blueprint("charter", __name__, url_prefix="/charter")


@bp.get("/")
@access(Can.READ_CHARTER)
def index() -> Response:
    """The first page."""
    return page("charter/index.html")
