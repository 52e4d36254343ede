"""The room where the secretariat writes what everybody reads."""
