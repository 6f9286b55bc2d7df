"""What the gaps of addresses may hold. An id that no row can have leads nowhere: 404, before any query."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

from advocacy.numbers import LARGEST_ID, LARGEST_KEY


class _Key(IntegerConverter):
    """`<int:…>`: a number that an ordinary integer column can hold."""

    def __init__(self, map_: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map_, *args, **{"max": LARGEST_KEY, **kwargs})


class _Id(IntegerConverter):
    """`<id:…>`: the same for ids that are larger from the first one on, such as those of events."""

    def __init__(self, map_: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map_, *args, **{"max": LARGEST_ID, **kwargs})


def init_addresses(app: Flask) -> None:
    """Let the rules of `app` use `<int:…>` and `<id:…>`, and no path hold a NUL.

    PostgreSQL keeps none and SQLite does: without this the same address is a fault here and a page there.
    """
    app.url_map.converters.update(int=_Key, id=_Id)
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    if "\x00" in request.path:
        abort(404)
