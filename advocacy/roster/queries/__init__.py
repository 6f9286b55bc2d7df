"""Reads of the roster."""
