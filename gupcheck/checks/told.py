"""What one outcome of a test tells, and about which expression."""

from __future__ import annotations

from gupcheck.errors.conditions import MIRROR, ORDER, TELLING_CALLS, WARNINGS, constant_of
from gupcheck.errors.expressions import arguments_of, callee_name, without_wrapping
from gupcheck.errors.values import NEGATION, Predicate
from gupcheck.syntax.ast import Node

Told = tuple[Node, Predicate]
"""An expression and what is known of it; the expression is without parentheses and casts."""


def told_by(condition: Node, outcome: bool) -> Told | None:
    """Return what `condition` tells where it turned out `outcome`; None where that is no single predicate.

    The test of an assignment tells of the variable on its left.
    """
    condition = without_wrapping(condition)
    if condition.kind == "unary_expression":
        operator, argument = condition.child("operator"), condition.child("argument")
        if operator is not None and argument is not None and operator.text == "!":
            return told_by(argument, not outcome)
    if condition.kind == "call_expression":
        return _by_call(condition, outcome)
    if condition.kind == "binary_expression":
        return _by_comparison(condition, outcome)
    return _assigned(condition), "nonzero" if outcome else "zero"


def _by_call(call: Node, outcome: bool) -> Told | None:
    name, arguments = callee_name(call), arguments_of(call)
    if name in WARNINGS and arguments:
        return told_by(arguments[0], outcome)
    if name == "IS_ERR_OR_NULL":
        return None
    predicate = TELLING_CALLS.get(name)
    if predicate is not None and arguments:
        return _assigned(arguments[0]), predicate if outcome else NEGATION[predicate]
    return call, "nonzero" if outcome else "zero"


def _by_comparison(node: Node, outcome: bool) -> Told | None:
    operator, left, right = node.child("operator"), node.child("left"), node.child("right")
    if operator is None or left is None or right is None or operator.text not in MIRROR:
        return None
    op, constant = operator.text, constant_of(right)
    if not constant:
        constant, left, op = constant_of(left), right, MIRROR[op]
    if not constant:
        return None
    if constant in ("0", "NULL"):
        predicate = {"==": "zero", "!=": "nonzero"}.get(op) or ORDER[op]
        return _assigned(left), predicate if outcome else NEGATION[predicate]
    if op in ("==", "!="):
        return _assigned(left), f"{'eq' if (op == '==') == outcome else 'ne'}:{constant}"
    return None


def _assigned(node: Node) -> Node:
    node = without_wrapping(node)
    left = node.child("left") if node.kind == "assignment_expression" else None
    return without_wrapping(left) if left is not None else node
