"""Pages of the charter: `/charter` for readers, `/charter/manage` for those who write it."""

from advocacy.charter.routes import quizzes, reading_acts
from advocacy.charter.routes.manage import bp as manage
from advocacy.charter.routes.reading import bp as charter

__all__ = ["charter", "manage", "quizzes", "reading_acts"]
