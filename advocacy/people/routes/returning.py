"""Where to go after an act that can begin on any page."""

from __future__ import annotations

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from advocacy.people.rules.returning import safe_next

_NEVER = frozenset({"account.sign_in", "account.forgotten", "account.privacy"})


def destination(target: str | None, fallback: str | None = None) -> str:
    """The page `target` when it is one of ours that can be asked for, else `fallback` (the first page)."""
    home = fallback or url_for("today.show")
    path = safe_next(target, home)
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None, "a request has an adapter"
    try:
        endpoint, _values = adapter.match(path.partition("#")[0].partition("?")[0], method="GET")
    except RequestRedirect:
        return path
    except HTTPException:
        return home
    return home if endpoint in _NEVER else path
