"""How people come in and go out: passwords, second factor, sessions, limits."""
