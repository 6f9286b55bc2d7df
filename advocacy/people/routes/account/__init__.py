"""One's own account: signing in and out, links, language, devices, password, privacy notice."""

from __future__ import annotations

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

bp = Blueprint("account", __name__, url_prefix="/account")

from advocacy.people.routes.account import entry, mine, notice, onetime  # noqa: E402, F401 - they fill `bp`
from advocacy.people.routes.account.menu import account_links, footer_links  # noqa: E402 - beside the line above


def _add_globals(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(account_links=account_links, footer_links=footer_links)


bp.record_once(_add_globals)
