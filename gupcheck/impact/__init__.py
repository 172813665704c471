"""Who acts on a function's codes: what callers do with each, and which system calls can show it."""

from gupcheck.impact.uses import Action, CallUse, Environment, uses_of_call

__all__ = ["Action", "CallUse", "Environment", "uses_of_call"]
