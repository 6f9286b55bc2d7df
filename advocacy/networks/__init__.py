"""The networks outside: fetching what somebody names, and later one file for each network."""
