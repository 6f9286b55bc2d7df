"""Decisions about passing posts on, in plain Python."""
