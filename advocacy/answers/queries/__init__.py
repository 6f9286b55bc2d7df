"""Reading the answers log."""
