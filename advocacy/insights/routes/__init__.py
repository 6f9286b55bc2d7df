"""The pages under `/insights`: objectives, contents, participation, notes, exports."""

from advocacy.insights.routes import (  # noqa: F401 - they fill `bp`
    contents,
    exports,
    lessons,
    objectives,
    participation,
    verbatims,
)
from advocacy.insights.routes.blueprint import bp

__all__ = ["bp"]
