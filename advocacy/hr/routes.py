"""What HR and managers see."""

from __future__ import annotations

from flask import Blueprint, Response

from advocacy.access import Can, access
from advocacy.htmx import page

bp = Blueprint("hr", __name__, url_prefix="/hr")


@bp.get("/")
@access(Can.SEE_HR)
def index() -> Response:
    """The first page."""
    return page("hr/index.html")


@bp.get("/team")
@access(Can.SEE_TEAM)
def team() -> Response:
    """A manager's own team."""
    return page("hr/team.html")
