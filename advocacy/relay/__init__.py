"""Relaying: people passing posts on in their own words, tracked links, and the one switch that stops it."""
