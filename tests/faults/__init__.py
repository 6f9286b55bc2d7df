"""What must survive processes ended by force: a 2xx or 3xx answer is a promise."""
