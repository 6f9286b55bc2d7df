"""Spreadsheets in and out: CSV and XLSX read as rows of text within bounds, and written without formulas.

Nothing here knows what the columns mean; that belongs to the feature that reads them.
"""
