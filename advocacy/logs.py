"""Structured logs: one JSON line per fact, with the request's id and never a secret or a person's words."""

from __future__ import annotations

import logging
import re
import secrets
import sys
from typing import Any

import structlog
from flask import Flask, Response, g, request

from advocacy.settings import Settings

_SECRET = re.compile(r"pass|token|secret|cookie|authorization|salt|csrf", re.IGNORECASE)
_SECRET_PATH = re.compile(r"(?<![\w/])(/calendar/|/account/link/)[^\s\"']+")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def init_logs(app: Flask, settings: Settings) -> None:
    """Log as JSON lines on standard error, and give each request an id (X-Request-ID)."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _hide_secrets,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.log_level.upper())),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The id of the current request, shown on error pages and in every log line."""
    return str(g.get("request_id", ""))


def without_secret_paths(text: str) -> str:
    """`text` without what follows the beginnings of addresses that are as good as a password."""
    return _SECRET_PATH.sub(r"\1…", text)


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    structlog.get_logger("advocacy.request").info(
        "request", method=request.method, route=request.endpoint, status=response.status_code
    )
    return response


def _hide_secrets(_logger: Any, _method: str, event: Any) -> Any:
    return {key: "…" if _SECRET.search(key) else value for key, value in event.items()}
