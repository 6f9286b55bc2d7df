"""Quizzes: short questions about a text, read from plain text, proofread, asked, marked.

Nothing here knows what is asked about, or what passing is good for: that belongs to the feature that asks.
"""
