"""What an exception becomes on the web: a page with a sentence, in the right language, with its status."""

from __future__ import annotations

from contextlib import suppress

import structlog
from flask import Flask, Response, make_response, render_template
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError, TooManyRequests

from advocacy.db import db
from advocacy.errors import Forbidden, NotVisible, Refused, Unavailable
from advocacy.languages import say
from advocacy.logs import request_id

log = structlog.get_logger(__name__)

PAGES = frozenset({400, 403, 404, 409, 413, 429, 500, 503})


def init_errors(app: Flask) -> None:
    """Answer the exceptions of rules and of HTTP with pages."""
    app.register_error_handler(Refused, lambda error: _answer(409, say(error)))
    app.register_error_handler(NotVisible, lambda _error: _answer(404))
    app.register_error_handler(Forbidden, lambda _error: _answer(403))
    app.register_error_handler(Unavailable, _unavailable)
    for down in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(down, _database_down)
    app.register_error_handler(DataError, _not_kept)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _answer(status: int, message: str = "", *, retry_after: int | None = None) -> Response:
    db.session.rollback()
    with suppress(Unavailable):
        bool(current_user.is_authenticated)  # asked here: while the page is made is too late to find it out
    page = f"errors/{status if status in PAGES else 400}.html"
    response = make_response(
        render_template(page, message=message, request_id=request_id(), retry_after=retry_after), status
    )
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _http(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]  # redirects answer for themselves
    if isinstance(error, SecurityError):
        # Under a host name that is not ours no address can be made, and a page is made of addresses.
        return make_response("400: this portal has another name.\n", 400, {"Content-Type": "text/plain"})
    if isinstance(error, TooManyRequests):
        return _answer(429, retry_after=60)
    return _answer(error.code)


def _stale_form(_error: CSRFError) -> Response:
    return _answer(
        400,
        _(
            "This form was open for too long, or was opened before you signed in. Go back: what you "
            "typed is still there. Reload the page, then send it again."
        ),
    )


def _unavailable(error: Unavailable) -> Response:
    log.warning("unavailable", reason=str(error))
    return _answer(503, retry_after=error.retry_after)


def _database_down(error: SQLAlchemyError) -> Response:
    log.error("database", error=type(getattr(error, "orig", None) or error).__name__)
    return _answer(503, retry_after=10)


def _not_kept(error: DataError) -> Response:
    """A character or a number that no form of ours sends and a database cannot keep."""
    log.warning("not_kept", error=type(error.orig).__name__)
    return _answer(400)


def _unexpected(error: Exception) -> Response:
    log.error("unexpected", error=type(error).__name__, exc_info=error)
    return _answer(500)
