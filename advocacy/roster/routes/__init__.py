"""Pages of the roster: `/roster` for members and HR, `/verify` for strangers."""

from advocacy.roster.routes import (  # noqa: F401 - they fill the blueprints
    accounts,
    coverage,
    directory,
    eligibility,
    enrolling,
    managing,
    mine,
    verifying,
)
from advocacy.roster.routes.blueprint import bp as roster
from advocacy.roster.routes.blueprint import verify

__all__ = ["roster", "verify"]
