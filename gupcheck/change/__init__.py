"""Compares two versions of a tree: which functions yield other error codes, by which cause, and who notices."""
