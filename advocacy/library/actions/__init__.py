"""What people do to content: each takes a Work and checks the permission again."""
