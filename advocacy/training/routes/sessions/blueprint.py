"""The blueprint of sessions, and how the time of one is told."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask_babel import format_time
from flask_babel import gettext as _

from advocacy.languages import format_date
from advocacy.training.spoken import LANGUAGES

bp = Blueprint("training_sessions", __name__, url_prefix="/training/sessions")


def session_time(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """When a session is, on the clock of the place where it is held, whoever reads."""
    where = ZoneInfo(zone)
    first, last = starts_at.astimezone(where), ends_at.astimezone(where)
    return _(
        "%(day)s, %(starts)s to %(ends)s (%(zone)s)",
        day=format_date(first.date(), "full"),
        starts=format_time(first.time(), "short", rebase=False),
        ends=format_time(last.time(), "short", rebase=False),
        zone=zone.replace("_", " "),
    )


def _add_globals(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(session_time=session_time, languages_known=LANGUAGES)


bp.record_once(_add_globals)
