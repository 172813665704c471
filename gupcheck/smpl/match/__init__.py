"""Laying the patterns of single nodes on C, and one rule on one place."""
