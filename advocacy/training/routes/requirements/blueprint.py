"""The blueprint of requirements and waivers, and what its pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import Blueprint

from advocacy.languages import language
from advocacy.training.queries.outlines import Outline

bp = Blueprint("training_requirements", __name__, url_prefix="/training/requirements")


def title_in(title: Mapping[str, str]) -> str:
    """A title in the reader's language, else in any."""
    return title.get(language()) or next(iter(title.values()), "")


def choices_of(modules: Iterable[Outline]) -> list[tuple[int, str]]:
    """Modules to choose from, by title."""
    named = [(one.id, title_in(one.title)) for one in modules]
    return sorted(named, key=lambda pair: pair[1].casefold())
