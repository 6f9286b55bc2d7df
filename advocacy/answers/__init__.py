"""What was said to customers in public, by whom, and whether that person was eligible at that instant."""
