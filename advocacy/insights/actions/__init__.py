"""Noting what people said and what was learnt."""
