"""What is typed about the charter, by noun."""
