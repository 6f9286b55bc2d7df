"""Trainings: modules and their versions, who must hold which, cycles, completions, waivers, certificates."""
