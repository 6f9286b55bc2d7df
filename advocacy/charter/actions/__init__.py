"""What people do with the charter: one verb per intention, a file per noun."""
