"""The pages under `/hr`: overview, register, trainings, one person, one's own team, notices, exports."""

from advocacy.hr.routes import (  # noqa: F401 - they fill `bp`
    exports,
    notices,
    overview,
    person,
    register,
    team,
    trainings,
)
from advocacy.hr.routes.blueprint import bp

__all__ = ["bp"]
