"""The home page."""

from __future__ import annotations

from flask import Blueprint, Response

from advocacy.access import Can, access, current_actor
from advocacy.charter import banner
from advocacy.db import db
from advocacy.htmx import page
from advocacy.moment import now, today
from advocacy.today import queries

bp = Blueprint("today", __name__)


@bp.get("/")
@access(Can.SEE_TODAY)
def show() -> Response:
    """What I owe, what I may do, what is new for me."""
    mine = banner.mine()
    found = queries.today(db.session(), current_actor(), mine, now=now(), day=today())
    may_join = current_actor().can(Can.JOIN_ROSTER)
    return page("today/show.html", today=found, documents=mine.documents, may_join=may_join, banners=())
