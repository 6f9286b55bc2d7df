"""What HR reads across the features: overview, register, one person's dossier. Owns no table of theirs."""
