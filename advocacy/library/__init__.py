"""The library: what the company offers its people to pass on, each with its why, approved and planned."""
