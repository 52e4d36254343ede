"""Pages of the workspace where an election, its needs and its candidates are recorded."""
