"""The blueprint of editors and approvers, and what its pages share: the words for what is stored."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from advocacy import htmx
from advocacy.library import spoken

bp = Blueprint("library_manage", __name__, url_prefix="/library/manage")


def page(template: str, *, fragment: str | None = None, **values: Any) -> Response:
    """A page of this blueprint, which can say every stored word. Templates are in library/manage/."""
    return htmx.page(f"library/manage/{template}", fragment=fragment, spoken=spoken, **values)
