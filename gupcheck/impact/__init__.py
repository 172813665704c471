"""Who acts on a function's codes: what callers do with each, and which system calls can show it."""

from gupcheck.impact.call_use import Action, CallUse
from gupcheck.impact.uses import uses_of_call

__all__ = ["Action", "CallUse", "uses_of_call"]
