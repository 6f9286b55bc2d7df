"""The one blueprint of `/insights`, and what its pages share: the words for what is stored."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext

from advocacy import htmx
from advocacy.insights.rules.hiding import LEAST, STEP
from advocacy.library import spoken
from advocacy.networks.words import NETWORK_WORDS

bp = Blueprint("insights", __name__, url_prefix="/insights")


def network_name(network: str) -> str:
    """What a network calls itself."""
    return gettext(NETWORK_WORDS[network])


def page(template: str, *, fragment: str | None = None, **values: Any) -> Response:
    """A page of this blueprint, which can say every stored word. Templates are in insights/."""
    shared: dict[str, Any] = {"spoken": spoken, "network_name": network_name, "least": LEAST, "step": STEP}
    return htmx.page(f"insights/{template}", fragment=fragment, **shared, **values)
