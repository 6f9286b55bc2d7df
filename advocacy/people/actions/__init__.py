"""Writes of people, by noun."""
