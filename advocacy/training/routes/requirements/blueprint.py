"""The blueprint of requirements and waivers, and what its pages share."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint

from advocacy.languages import title_in
from advocacy.training.queries.outlines import Outline

bp = Blueprint("training_requirements", __name__, url_prefix="/training/requirements")


def choices_of(modules: Iterable[Outline]) -> list[tuple[int, str]]:
    """Modules to choose from, by title."""
    named = [(one.id, title_in(one.title)) for one in modules]
    return sorted(named, key=lambda pair: pair[1].casefold())
