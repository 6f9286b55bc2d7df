"""Insights: what the objectives brought and how many take part, in aggregates only."""
