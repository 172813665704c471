"""Compares two versions of a tree: which functions yield other error codes, why, and who notices."""
