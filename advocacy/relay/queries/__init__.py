"""What is read for the pages of the relay: session in, plain rows out."""
