"""Writing, reviewing and planning content: `/library/manage/`. Each noun has its own module."""

from advocacy.library.routes.manage import (
    contents,
    editor,
    holding,
    networks,
    objectives,
    official_accounts,
    phrases,
    queue,
    recall,
    review,
    templates,
    versions,
)
from advocacy.library.routes.manage.blueprint import bp

__all__ = [
    "bp",
    "contents",
    "editor",
    "holding",
    "networks",
    "objectives",
    "official_accounts",
    "phrases",
    "queue",
    "recall",
    "review",
    "templates",
    "versions",
]
