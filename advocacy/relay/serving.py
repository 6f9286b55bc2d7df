"""`/l/<slug>` ahead of Flask: a post that goes round the world costs hardly more than a file.

Only links that exist are answered here; everything else goes on to the application, whose page says that
there is nothing (`routes/links.py`). Where a link leads is remembered for two seconds, so a recall is seen
that soon; a name that no link has is not remembered at all, so guessing costs no memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from advocacy import beside, quick
from advocacy.db import db
from advocacy.relay.counting import Clicks
from advocacy.relay.queries.links import destination
from advocacy.relay.rules.bots import AHEAD, LONGEST_AGENT, is_suspected
from advocacy.relay.rules.slugs import is_slug
from advocacy.wiring import Wiring

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/l/"
FRESH = timedelta(seconds=2)
STALE = timedelta(minutes=1)
"""How long a link that was known goes on leading there while the database does not answer."""

MOST = 2_000
"""Links remembered by a process: three megabytes. When there are more all are looked up again."""


@dataclass(frozen=True)
class Remembered:
    """A link, the headers that send there (none: it was recalled without a page), and when it was read."""

    link_id: int
    headers: tuple[tuple[str, str], ...]
    read_at: datetime

    def is_younger(self, than: timedelta, now: datetime) -> bool:
        """Whether it was read less than that ago; a clock that was set back makes everything old."""
        return timedelta(0) <= now - self.read_at < than


class Destinations:
    """Where links lead, remembered for a moment."""

    def __init__(self, app: Flask, *, most: int = MOST) -> None:
        wiring: Wiring = app.extensions["advocacy"]
        self._app, self._most, self._clock = app, most, wiring.clock
        self._is_https = wiring.settings.is_https
        self._known: dict[str, Remembered] = {}

    def __len__(self) -> int:
        return len(self._known)

    def fresh(self, slug: str) -> Remembered | None:
        """What is remembered of this link, if it is not too old. Asks no database."""
        found = self._known.get(slug)
        return found if found and found.is_younger(FRESH, self._clock.now()) else None

    def find(self, slug: str) -> Remembered | None:
        """The link of this name, None when there is none – or when the database does not say."""
        return self.fresh(slug) or (self._read(slug) if is_slug(slug) else None)

    def _read(self, slug: str) -> Remembered | None:
        now = self._clock.now()
        try:
            with self._app.app_context():
                there = destination(db.session(), slug)
        except SQLAlchemyError:
            old = self._known.get(slug)
            return old if old and old.is_younger(STALE, now) else None
        if there is None:
            return None
        if len(self._known) >= self._most and slug not in self._known:
            self._known.clear()
        found = self._known[slug] = Remembered(there.link_id, self._headers(there.address), now)
        return found

    def _headers(self, address: str) -> tuple[tuple[str, str], ...]:
        if not address:
            return ()
        secure = (("Strict-Transport-Security", "max-age=31536000"),) if self._is_https else ()
        return (
            ("Location", address),
            ("Content-Length", "0"),
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Robots-Tag", "noindex"),
            *secure,
        )


class LinksFirst:
    """WSGI middleware: answers those who follow a link, and counts them."""

    def __init__(self, after: WSGIApplication, known: Destinations, clicks: Clicks) -> None:
        self._after, self._known, self._clicks = after, known, clicks

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """A redirect without a body, or the application's answer."""
        path: str = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX) or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._after(environ, start_response)
        found = self._known.find(path[len(PREFIX) :])
        if found is None:
            return self._after(environ, start_response)
        self._count(found, environ)
        if not found.headers:
            return self._after(environ, start_response)
        start_response("302 Found", list(found.headers))
        return ()

    def _count(self, found: Remembered, environ: WSGIEnvironment) -> None:
        agent = environ.get("HTTP_USER_AGENT", "")[:LONGEST_AGENT]
        purposes = ""
        for name in AHEAD:
            if name in environ:
                purposes += environ[name].lower()
        self._clicks.add(
            found.link_id,
            is_bot=is_suspected(environ["REQUEST_METHOD"], agent, purposes),
            address=environ.get("REMOTE_ADDR", ""),
            agent=agent,
        )


def init_links(app: Flask) -> None:
    """Let `app` answer `/l/` ahead of everything but the proxies' headers."""
    known, clicks = Destinations(app), Clicks(app)
    app.extensions["advocacy-clicks"] = clicks
    beside.add(app, clicks)
    quick.add(app, PREFIX, lambda slug: known.fresh(slug) is not None)
    app.wsgi_app = LinksFirst(app.wsgi_app, known, clicks)  # type: ignore[method-assign]  # Flask's way
