"""`/healthz`: whether this installation can answer, told truthfully to machines."""

from __future__ import annotations

from flask import Flask, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from advocacy.access import Can, access
from advocacy.db import db


def init_health(app: Flask) -> None:
    """Add `/healthz` to `app`."""
    app.add_url_rule("/healthz", "healthz", healthz, methods=["GET"])


@access(Can.ANYONE)
def healthz() -> tuple[Response, int]:
    """200 and `ok` when the database answers, else 503; never says more than a stranger may know."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="database unreachable"), 503
    return jsonify(status="ok"), 200
