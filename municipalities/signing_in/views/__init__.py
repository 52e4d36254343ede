"""The pages of signing in: the doors, a new password by mail, one's own account."""
