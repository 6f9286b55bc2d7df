"""Rules of the insights: plain Python."""
