"""What is read of the charter, a file per noun."""
