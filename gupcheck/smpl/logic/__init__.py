"""Formulas over the paths of a graph, and the model checker that solves them."""
