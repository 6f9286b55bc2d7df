"""Looking after people and places."""

from __future__ import annotations

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

bp = Blueprint("admin", __name__, url_prefix="/admin")

from advocacy.people.routes.admin import (  # noqa: E402, F401 - they fill `bp`
    absences,
    accounts,
    departments,
    employment,
    invitations,
    organisation,
    persons,
    roles,
)
from advocacy.people.routes.admin.sections import admin_sections, role_name  # noqa: E402 - beside the lines above


def _add_globals(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(admin_sections=admin_sections, role_name=role_name)


bp.record_once(_add_globals)
