"""Reads of the journal and the ledger."""
