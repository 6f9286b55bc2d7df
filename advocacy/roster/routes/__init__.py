"""Pages of the roster: `/roster` for members and HR, `/verify` for strangers."""

from advocacy.roster.routes import accounts, directory, enrolling, managing, mine, verifying  # noqa: F401 - they fill the blueprints
from advocacy.roster.routes.blueprint import bp as roster
from advocacy.roster.routes.blueprint import verify

__all__ = ["roster", "verify"]
