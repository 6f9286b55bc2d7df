"""The application for a WSGI server: `gunicorn advocacy.wsgi:app`."""

from __future__ import annotations

import os

from advocacy import beside, create_app
from advocacy.settings import read_settings
from advocacy.wiring import production

os.umask(0o077)  # as the command line does: nobody else on this machine reads what we write
app = create_app(production(read_settings()))
beside.begin(app)
