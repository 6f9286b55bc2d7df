"""What is done on the roster."""
