"""The graph that patterns are laid on: built from C, it knows no pattern."""
