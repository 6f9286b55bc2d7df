"""The shape of what is typed on the roster."""
