"""The pages under `/audit`: the journal, receipts, verification, exports."""

from advocacy.audit.routes import journal
from advocacy.audit.routes.blueprint import bp

__all__ = ["bp", "journal"]
