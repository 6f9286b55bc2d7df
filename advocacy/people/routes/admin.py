"""Looking after people and places."""

from __future__ import annotations

from flask import Blueprint, Response

from advocacy.access import Can, access
from advocacy.htmx import page

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.get("/")
@access(Can.MANAGE_PEOPLE)
def index() -> Response:
    """The first page."""
    return page("admin/index.html")
