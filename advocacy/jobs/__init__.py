"""Work done after the answer: the outbox, the worker that empties it, and its loops."""
