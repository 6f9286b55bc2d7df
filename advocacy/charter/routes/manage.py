"""Writing, reviewing, publishing."""

from __future__ import annotations

from flask import Blueprint, Response

from advocacy.access import Can, access
from advocacy.htmx import page

bp = Blueprint("charter_manage", __name__, url_prefix="/charter/manage")


@bp.get("/")
@access(Can.SEE_CHARTER_DRAFTS)
def index() -> Response:
    """The first page."""
    return page("charter/manage/index.html")
