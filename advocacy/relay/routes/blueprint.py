"""The blueprint of the library as staff read it, and what its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from advocacy import htmx
from advocacy.access import current_actor
from advocacy.db import db
from advocacy.languages import language
from advocacy.library import spoken
from advocacy.moment import now
from advocacy.people.rules import Language
from advocacy.relay.queries.around import Around, around
from advocacy.relay.queries.recalled import untold

bp = Blueprint("relay", __name__, url_prefix="/library")


def mine() -> Language:
    """The reader's language."""
    return Language(language())


def me() -> int:
    """Whoever reads."""
    return current_actor().id or 0


def page(
    template: str,
    *,
    fragment: str | None = None,
    status: int = 200,
    known: Around | None = None,
    tells: bool = True,
    **values: Any,
) -> Response:
    """A page of the library: with the stop, if relaying is stopped, and the recalls the reader was not shown.

    `known` is what surrounds the reader, where it was read already; a page that `tells` them of no recall
    spares the question. One query, two where somebody was not told.
    """
    found = known or around(db.session(), me())
    recalls = untold(db.session(), me(), at=now(), language=mine()) if tells and found.recalls else ()
    return htmx.page(
        template,
        fragment=fragment,
        status=status,
        around=found,
        stop=found.stop,
        recalls=recalls,
        spoken=spoken,
        language=language(),
        **values,
    )
