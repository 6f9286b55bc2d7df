"""The pages under `/hr`: overview, register, trainings, what lapses, people, one's team, notices, exports."""

from advocacy.hr.routes import (  # noqa: F401 - they fill `bp`
    expiries,
    exports,
    held,
    notices,
    overview,
    person,
    register,
    team,
    trainings,
)
from advocacy.hr.routes.blueprint import bp

__all__ = ["bp"]
