"""Writing, reviewing and planning content: `/library/manage/`. Each noun has its own module."""

from advocacy.library.routes.manage import holding, queue, recall, review, versions
from advocacy.library.routes.manage.blueprint import bp

__all__ = ["bp", "holding", "queue", "recall", "review", "versions"]
