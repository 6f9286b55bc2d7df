"""Pages of requirements and waivers: `/training/requirements`."""

from advocacy.training.routes.requirements import requiring, waivers
from advocacy.training.routes.requirements.blueprint import bp

__all__ = ["bp", "requiring", "waivers"]
