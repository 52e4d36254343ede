"""Pages about people: who can do what, one person, invitations, and the audit list."""
