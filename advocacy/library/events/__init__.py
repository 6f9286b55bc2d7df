"""The facts the library records, each module those of one noun."""
