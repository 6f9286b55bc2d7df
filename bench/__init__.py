"""Measurements against the bars: each prints a ratio of two things measured side by side, in one run."""
