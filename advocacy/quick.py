"""Requests so plain that the web server may have them answered from their first bytes.

Reading HTTP in Python costs ten times what a redirect does. So a feature names a prefix and says what it has
at hand; for that, and only if nothing about the request is unusual, an environ is made of what matters and
the application is called as ever. Everything else, the slightly odd included, is left to the server.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

EXTENSION = "advocacy-quick"
LONGEST_HEAD = 4096

IsAtHand = Callable[[str], bool]
"""Whether what stands behind this prefix can be answered without asking anybody."""

_REQUEST = re.compile(r"(GET|HEAD) (/[a-z]+/)([a-z0-9]+)(?:\?[!-~]*)? (HTTP/1\.[01])\r\n")
_HEADERS = re.compile(r"(?:[A-Za-z0-9!#$%&'*+.^_`|~-]+:[\t -~\x80-\xff]*\r\n)*\r\n")
"""RFC 9112, section 3 and 5: what is not just so is not quick. A folded line is not."""

_WANTED = {
    "user-agent": "HTTP_USER_AGENT",
    "host": "HTTP_HOST",
    "purpose": "HTTP_PURPOSE",
    "sec-purpose": "HTTP_SEC_PURPOSE",
    "x-purpose": "HTTP_X_PURPOSE",
    "x-moz": "HTTP_X_MOZ",
    "x-forwarded-for": "HTTP_X_FORWARDED_FOR",
}
_UNUSUAL = {"content-length", "transfer-encoding", "expect", "upgrade"}


def add(app: Flask, prefix: str, is_at_hand: IsAtHand) -> None:
    """Let the server ask `is_at_hand` for paths that begin with `prefix`, such as `/l/`."""
    app.extensions.setdefault(EXTENSION, {})[prefix] = is_at_hand


def quick_environ(app: Flask, head: bytes, peer: str) -> WSGIEnvironment | None:
    """What to call `app` with for a request that begins with these bytes, None if it is not quick.

    The bytes must be the whole request. `peer` is the address at the other end of the connection.
    """
    text = head.decode("latin-1")  # as WSGI has it (PEP 3333)
    request = _REQUEST.match(text)
    if request is None or _HEADERS.fullmatch(text, request.end()) is None:
        return None
    method, prefix, name, protocol = request.groups()
    is_at_hand = app.extensions.get(EXTENSION, {}).get(prefix)
    if is_at_hand is None or not is_at_hand(name):
        return None
    headers = _wanted(text[request.end() : -4])
    if headers is None:
        return None
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": prefix + name,
        "QUERY_STRING": "",
        "SERVER_PROTOCOL": protocol,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": peer,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **headers,
    }


def _wanted(lines: str) -> dict[str, Any] | None:
    """The headers that matter here, None when one makes the request unusual or stands there twice."""
    found: dict[str, Any] = {}
    for line in lines.split("\r\n"):
        name, _colon, value = line.partition(":")
        name = name.lower()
        if name in _UNUSUAL:
            return None
        key = _WANTED.get(name)
        if key is not None:
            if key in found:
                return None
            found[key] = value.strip(" \t")
    return found
