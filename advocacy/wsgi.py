"""The application for a WSGI server: `gunicorn advocacy.wsgi:app`."""

from __future__ import annotations

from advocacy import create_app
from advocacy.settings import read_settings
from advocacy.wiring import production

app = create_app(production(read_settings()))
