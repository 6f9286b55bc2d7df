"""The blueprints of the roster: its pages, and what strangers may ask."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("roster", __name__, url_prefix="/roster")
verify = Blueprint("verify", __name__, url_prefix="/verify")
