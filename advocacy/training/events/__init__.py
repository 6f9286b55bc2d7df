"""What trainings record in the journal."""
