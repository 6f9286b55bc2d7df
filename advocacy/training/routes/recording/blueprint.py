"""The blueprint of completions recorded and revoked by HR, and what each way of completing is called."""

from __future__ import annotations

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from advocacy.training.events.cycles import WAYS
from advocacy.training.rules import Way

bp = Blueprint("training_recording", __name__, url_prefix="/training/completions")


def way_name(way: Way) -> str:
    """How something was completed, in the reader's language."""
    return _(WAYS[way.value])


def _add_globals(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(way_name=way_name)


bp.record_once(_add_globals)
