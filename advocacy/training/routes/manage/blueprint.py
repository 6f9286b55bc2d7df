"""The blueprint, and what its pages share: the words for what is stored, and where a draft stands."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from advocacy import htmx
from advocacy.charter.rules.drafting import Stage
from advocacy.charter.steps import Step, shown
from advocacy.training import spoken
from advocacy.training.queries.drafts import DraftView

bp = Blueprint("training_manage", __name__, url_prefix="/training/manage")


def page(template: str, *, fragment: str | None = None, **values: Any) -> Response:
    """A page of this blueprint, which can say every stored word."""
    return htmx.page(f"training/manage/{template}", fragment=fragment, spoken=spoken, **values)


def steps(draft: DraftView, current: str) -> list[tuple[str, str, str]]:
    """The way from a blank page to a published version: each step's name, where it stands, its page."""
    found = [
        Step("draft", _("Write"), draft.stage.is_handed_in),
        Step("review", _("Review"), draft.stage.is_approved),
        Step("publication", _("Publish"), draft.stage is Stage.PUBLISHED),
    ]
    return shown(found, current, lambda name: url_for(f".{name}", module_draft_id=draft.id))
