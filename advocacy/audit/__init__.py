"""Proof: the journal of events, the ledger that seals the provable ones, receipts, verification."""
