"""The home page: asks each feature what it owes and offers to the person."""
