"""Advocacy: a self-hosted portal for a company that lets its own people speak for it on social networks.

`create_app` is the composition root: it says in which order the parts are put together.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from advocacy.access import init_access
from advocacy.addresses import init_addresses
from advocacy.answers_to_errors import init_errors
from advocacy.assets import init_assets
from advocacy.db import init_db
from advocacy.features import init_features
from advocacy.flooding import init_flooding
from advocacy.headers import init_headers
from advocacy.health import init_health
from advocacy.htmx import init_htmx
from advocacy.jobs.bell import init_jobs
from advocacy.languages import init_languages
from advocacy.logs import init_logs
from advocacy.navigation import init_navigation
from advocacy.paths import shipped
from advocacy.people.signing_in import init_sign_in
from advocacy.relay.serving import init_links
from advocacy.settings import Settings
from advocacy.wiring import Wiring


def create_app(wiring: Wiring) -> Flask:
    """The application, wired to the given world. Opens no connection and starts nothing."""
    settings = wiring.settings
    app = Flask("advocacy", template_folder=str(shipped("templates")), static_folder=None)
    app.extensions["advocacy"] = wiring
    _configure(app, settings)
    init_logs(app, settings)
    init_headers(app, settings)
    init_errors(app)
    init_addresses(app)
    init_db(app, settings)
    init_languages(app)
    init_htmx(app)
    init_sign_in(app)
    init_flooding(app, settings)
    init_access(app)
    CSRFProtect(app)
    init_assets(app, source=shipped("static"), built=settings.data_dir / "static", accent=settings.accent)
    init_navigation(app)
    init_health(app)
    init_jobs(app)
    init_features(app)
    init_links(app)
    _trust_proxies(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        MAX_CONTENT_LENGTH=settings.upload_megabytes * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="__Host-advocacy" if settings.is_https else "advocacy",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=settings.session_days),
        SESSION_REFRESH_EACH_REQUEST=False,
        TRUSTED_HOSTS=[settings.host, *settings.trusted_hosts],
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.is_https,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(organisation=settings.organisation, demonstration=settings.demonstration)


def _trust_proxies(app: Flask, settings: Settings) -> None:
    """Let the listed proxies say who asks: to everything that answers, so this comes last."""
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's way
