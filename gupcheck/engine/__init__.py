"""A run: which files, which rules, in which processes, and what comes of it. Nothing here prints."""
