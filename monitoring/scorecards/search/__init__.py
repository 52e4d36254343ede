"""Search in one term: commitments by all that is public about them, places, organisations."""
