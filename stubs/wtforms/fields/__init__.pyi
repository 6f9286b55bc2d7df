"""Fields, by kind."""
