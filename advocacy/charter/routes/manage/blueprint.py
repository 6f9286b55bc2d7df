"""The blueprint, and what its pages share: the words for what is stored, and where a draft stands."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from advocacy import htmx
from advocacy.charter import spoken
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.rules.drafting import Stage
from advocacy.charter.rules.words import Force
from advocacy.charter.steps import Step, shown

bp = Blueprint("charter_manage", __name__, url_prefix="/charter/manage")


def page(template: str, **values: Any) -> Response:
    """A page of this blueprint, which can say every stored word."""
    return htmx.page(f"charter/manage/{template}", spoken=spoken, **values)


def steps(draft: DraftView, current: str) -> list[tuple[str, str, str]]:
    """The way from a blank page to a published version: each step's name, where it stands, its page."""
    published = draft.stage is Stage.PUBLISHED
    found = [
        Step("draft", _("Write"), draft.stage.is_handed_in),
        Step("settings", _("Settings"), draft.stage.is_handed_in),
        Step("review", _("Review"), draft.stage.is_approved),
    ]
    if draft.force is Force.BINDING:
        found.append(Step("dossier", _("Dossier"), published))
    found.append(Step("dry_run", _("Dry run"), published))
    return shown(found, current, lambda name: url_for(f".{name}", draft_id=draft.id))
