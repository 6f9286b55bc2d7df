"""Writing, reviewing and publishing: `/charter/manage/`."""

from advocacy.charter.routes.manage import (
    documents,
    dossier,
    drafts,
    publication,
    questions,
    review,
    settings,
    versions,
)
from advocacy.charter.routes.manage.blueprint import bp

__all__ = [
    "bp",
    "documents",
    "dossier",
    "drafts",
    "publication",
    "questions",
    "review",
    "settings",
    "versions",
]
