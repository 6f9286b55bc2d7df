"""Reads of trainings: session in, plain rows out."""
