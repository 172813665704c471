"""Compares two versions of a tree: which functions yield other error codes, why, and who notices."""

from gupcheck.change.compare import compare
from gupcheck.change.request import ChangeRequest, Spread, one_after_another
from gupcheck.change.rulefile import ChangeRule, ChangeRuleError, load_change_rule

__all__ = [
    "ChangeRequest",
    "ChangeRule",
    "ChangeRuleError",
    "Spread",
    "compare",
    "load_change_rule",
    "one_after_another",
]
