"""Facts about people, split by what they tell of: accounts, persons, the organisation."""
