"""Versions that git keeps: trees of commits, the index, the working tree. Nothing here writes."""
