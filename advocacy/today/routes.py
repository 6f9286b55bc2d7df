"""The home page."""

from __future__ import annotations

from flask import Blueprint, Response

from advocacy.access import Can, access
from advocacy.htmx import page

bp = Blueprint("today", __name__)


@bp.get("/")
@access(Can.SEE_TODAY)
def show() -> Response:
    """The first page."""
    return page("today/show.html")
