"""Reads across the features, each for one page. Whom somebody may see is decided in `sight.py`."""
