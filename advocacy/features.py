"""The features, in their order: each imports only from those before it, and from the house."""

from __future__ import annotations

from flask import Flask

from advocacy.audit.routes import bp as audit
from advocacy.charter.routes import charter, manage
from advocacy.hr.routes import bp as hr
from advocacy.people.routes import account, admin
from advocacy.today.routes import bp as today

BLUEPRINTS = (audit, account, admin, charter, manage, hr, today)


def init_features(app: Flask) -> None:
    """Add every feature's pages to `app`."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
