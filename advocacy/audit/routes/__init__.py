"""The pages under `/audit`: the journal, receipts, verification, exports."""

from advocacy.audit.routes import exports, journal, receipts, verifying
from advocacy.audit.routes.blueprint import bp

__all__ = ["bp", "exports", "journal", "receipts", "verifying"]
