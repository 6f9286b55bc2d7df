"""Documents and their versions: writing, reviewing, publishing, reading, acknowledging, the gate."""
