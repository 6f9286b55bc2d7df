"""Importing people from a spreadsheet: what its columns mean, what a row says, what it would change."""
