"""What is typed about content."""
