"""Pages of sessions led by a trainer: `/training/sessions`."""

from advocacy.training.routes.sessions import attendance, places, planning
from advocacy.training.routes.sessions.blueprint import bp

__all__ = ["attendance", "bp", "places", "planning"]
