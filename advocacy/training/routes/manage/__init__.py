"""Writing, reviewing and publishing modules: `/training/manage/`."""

from advocacy.training.routes.manage import drafts, modules, publication, review, versions
from advocacy.training.routes.manage.blueprint import bp

__all__ = ["bp", "drafts", "modules", "publication", "review", "versions"]
