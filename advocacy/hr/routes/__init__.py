"""The pages under `/hr`: overview, register, one person, one's own team, notices, exports."""

from advocacy.hr.routes import exports, notices, overview, person, register, team  # noqa: F401 - they fill `bp`
from advocacy.hr.routes.blueprint import bp

__all__ = ["bp"]
