"""Reading what was brought, who took part, what was said and learnt."""
