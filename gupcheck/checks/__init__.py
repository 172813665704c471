"""Analyses over error summaries that yield findings: what the rules in `rules/errno` ask for."""
