"""The blueprint, and what its pages share: who reads, and where a draft stands."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from advocacy import htmx
from advocacy.access import current_actor
from advocacy.charter.reader import Reader
from advocacy.charter.rules.drafting import Stage
from advocacy.db import db
from advocacy.languages import language
from advocacy.people.rules import Language
from advocacy.training import spoken
from advocacy.training.queries.drafts import DraftView
from advocacy.wiring import wiring

bp = Blueprint("training_manage", __name__, url_prefix="/training/manage")


def reader() -> Reader:
    """Whoever is signed in."""
    world = wiring()
    return Reader(
        db.session(),
        current_actor(),
        Language(language()),
        world.clock.now(),
        world.settings.time_zone,
    )


def page(template: str, *, fragment: str | None = None, **values: Any) -> Response:
    """A page of this blueprint, which can say every stored word."""
    return htmx.page(f"training/manage/{template}", fragment=fragment, spoken=spoken, **values)


def steps(draft: DraftView, current: str) -> list[tuple[str, str, str]]:
    """The way from a blank page to a published version: each step's name, where it stands, its page."""
    handed_in = draft.stage in (Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED)
    approved = draft.stage in (Stage.APPROVED, Stage.PUBLISHED)
    found = [
        ("draft", _("Write"), handed_in),
        ("review", _("Review"), approved),
        ("publication", _("Publish"), draft.stage is Stage.PUBLISHED),
    ]
    return [
        (label, _state(name == current, done), url_for(f".{name}", module_draft_id=draft.id))
        for name, label, done in found
    ]


def _state(is_current: bool, done: bool) -> str:
    if is_current:
        return "current"
    return "done" if done else "todo"
