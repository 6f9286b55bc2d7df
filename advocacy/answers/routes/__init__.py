"""Pages of the answers log: `/answers`."""

from advocacy.answers.routes import mine, seen, thanks  # noqa: F401 - they fill the blueprint
from advocacy.answers.routes.blueprint import bp

__all__ = ["bp"]
