"""Who works here: sign-in, roles, placements, absences, imports."""
