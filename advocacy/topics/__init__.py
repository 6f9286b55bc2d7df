"""Subjects that customers ask about, each owned by a department, and who holds them: for trainings,
roster and desk alike."""
