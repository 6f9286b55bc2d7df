"""What tests share: worlds, clients, makers, servers."""
