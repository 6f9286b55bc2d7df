"""Writing, reviewing and planning content: `/library/manage/`. Each noun has its own module."""

from advocacy.library.routes.manage.blueprint import bp

__all__ = ["bp"]
