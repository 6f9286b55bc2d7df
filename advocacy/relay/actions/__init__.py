"""What is done in the relay: each takes a Work and checks again what the page has checked."""
