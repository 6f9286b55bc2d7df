"""What is said to people by mail: who receives it, when it is due, what became of it."""
