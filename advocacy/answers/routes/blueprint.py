"""The blueprint of the answers log."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("answers", __name__, url_prefix="/answers")
