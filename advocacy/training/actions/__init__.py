"""Writes of trainings."""
