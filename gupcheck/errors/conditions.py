"""What a decided test tells about the variables in it."""

from __future__ import annotations

from gupcheck.errors.expressions import arguments_of, callee_name, key_of, without_wrapping
from gupcheck.errors.tokens import State, joined
from gupcheck.errors.values import NEGATION, Predicate, refine
from gupcheck.syntax.ast import Node

TELLING_CALLS: dict[str, Predicate] = {
    "IS_ERR": "error",
    "IS_ERR_VALUE": "negative",
    "PTR_ERR_OR_ZERO": "error",
    "IS_ERR_OR_NULL": "error-or-null",
}
"""Calls that are true where their argument has the predicate."""

WARNINGS = frozenset(("WARN_ON", "WARN_ON_ONCE", "VM_WARN_ON", "VM_WARN_ON_ONCE", "WARN", "WARN_ONCE"))
"""Macros that say whether a test holds and warn where it does."""

ORDER: dict[str, Predicate] = {"<": "negative", ">=": "nonnegative", ">": "positive", "<=": "nonpositive"}
"""What an order against zero tells of the left side."""

MIRROR = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
"""Comparisons with their sides exchanged."""


def decided(condition: Node, outcome: bool, state: State) -> State | None:
    """Return `state` after `condition` turned out `outcome`; None where no value lets it turn out so."""
    condition = without_wrapping(condition)
    if condition.kind == "unary_expression":
        operator, argument = condition.child("operator"), condition.child("argument")
        if operator and argument and operator.text == "!":
            return decided(argument, not outcome, state)
    if condition.kind == "call_expression":
        return _decided_call(condition, outcome, state)
    if condition.kind == "binary_expression":
        return _decided_comparison(condition, outcome, state)
    return _learn(subject_of(condition), "nonzero" if outcome else "zero", state)


def subject_of(node: Node) -> str:
    """Return the key of what a test is about: an lvalue, or the left side of an assignment in the test."""
    node = without_wrapping(node)
    if node.kind == "assignment_expression":
        left = node.child("left")
        return key_of(left) if left else ""
    if node.kind == "call_expression" and callee_name(node) == "PTR_ERR":
        arguments = arguments_of(node)
        return key_of(arguments[0]) if arguments else ""
    return key_of(node)


def _decided_call(call: Node, outcome: bool, state: State) -> State | None:
    name, arguments = callee_name(call), arguments_of(call)
    if name in WARNINGS and arguments:
        return decided(arguments[0], outcome, state)
    predicate = TELLING_CALLS.get(name)
    if predicate is None or not arguments:
        return state
    key = subject_of(arguments[0])
    if predicate == "error-or-null":
        if not outcome:
            valid = _learn(key, "no-error", state)
            return _learn(key, "nonzero", valid) if valid else None
        return _union(_learn(key, "error", state), _learn(key, "zero", state))
    return _learn(key, predicate if outcome else NEGATION[predicate], state)


def _decided_comparison(node: Node, outcome: bool, state: State) -> State | None:
    operator, left, right = node.child("operator"), node.child("left"), node.child("right")
    if operator is None or left is None or right is None or operator.text not in MIRROR:
        return state
    op = operator.text
    key, constant = subject_of(left), constant_of(right)
    if not constant and (constant := constant_of(left)):
        key, op = subject_of(right), MIRROR[op]
    if not key or not constant:
        return state
    if constant in ("0", "NULL"):
        predicate = {"==": "zero", "!=": "nonzero"}.get(op) or ORDER[op]
        return _learn(key, predicate if outcome else NEGATION[predicate], state)
    if op in ("==", "!="):
        return _learn(key, f"{'eq' if (op == '==') == outcome else 'ne'}:{constant}", state)
    return state


def constant_of(node: Node) -> str:
    """Return the text of a constant that a variable may be compared with: `0`, `NULL`, `-EAGAIN`,
    `ACTION_AGAIN`; else ""."""
    node = without_wrapping(node)
    if node.kind == "null":
        return "NULL"
    if node.kind == "number_literal":
        return node.text.rstrip("uUlL")
    if node.kind == "identifier" and node.text.isupper():
        return node.text
    if node.kind == "unary_expression":
        operator, argument = node.child("operator"), node.child("argument")
        inner = constant_of(argument) if argument and operator and operator.text == "-" else ""
        return f"-{inner}" if inner else ""
    if node.kind == "call_expression" and callee_name(node) == "ERR_PTR":
        arguments = arguments_of(node)
        return constant_of(arguments[0]) if arguments else ""
    return ""


def _learn(key: str, predicate: Predicate, state: State) -> State | None:
    tokens = state.get(key) if key else None
    if not tokens:
        return state
    kept = frozenset(
        token.with_value(value) for token in tokens if (value := refine(token.value, predicate)) is not None
    )
    return state.set(key, kept) if kept else None


def _union(first: State | None, second: State | None) -> State | None:
    if first is None or second is None:
        return first or second
    return joined(first, second)
