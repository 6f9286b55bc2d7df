"""What auditors wait for: exports."""
