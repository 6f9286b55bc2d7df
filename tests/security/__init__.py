"""What an attacker would try that belongs to no feature alone."""
