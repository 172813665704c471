"""Results that are negative when a callee fails, and that are asked only whether they are 0."""

from __future__ import annotations

from gupcheck.checks.callees import Results
from gupcheck.checks.subject import Subject
from gupcheck.errors.expressions import callee_name, key_of
from gupcheck.errors.values import ERRNO, NUMBER, STATUS, SUCCESS
from gupcheck.flow.graph import Kind
from gupcheck.syntax.ast import Node

_ORDERS = frozenset(("<", "<=", ">", ">="))
_ASKS_SIGN = frozenset(("IS_ERR_VALUE", "min", "max", "clamp"))


def negatives_in(results: Results) -> list[str]:
    """Return the failures among results that are negative numbers, in C's words: `-EINVAL`.

    None where no success is above 0: such a callee's 0 is its success.
    """
    counts = (one for one in results if one.kind in (SUCCESS, NUMBER))
    if all(one.name.startswith("-") for one in counts):
        return []
    return sorted(
        one.text()
        for one in results
        if (one.kind == ERRNO and not one.pointer) or (one.kind == STATUS and one.name.startswith("-"))
    )


def is_left_unseen(subject: Subject, key: str, index: int) -> bool:
    """Return whether nothing in the function asks for the sign of what a variable holds at a node, compares
    it with a code or returns it."""
    origins = _origins(subject, key, index)
    return key.isidentifier() and not any(
        _looks_closer(part, key) or (node.kind is Kind.RETURN and key_of(part) == key)
        for node in subject.cfg.nodes
        if node.own is not None and origins & _origins(subject, key, node.index)
        for part in node.own.walk()
    )


def _origins(subject: Subject, key: str, index: int) -> frozenset[int]:
    """Return where the values of a variable at a node entered, as byte offsets."""
    state = subject.solution.after[index]
    return frozenset(token.origin for token in (state.get(key) if state is not None else None) or ())


def _looks_closer(part: Node, key: str) -> bool:
    if part.kind == "call_expression":
        return callee_name(part) in _ASKS_SIGN and any(one.text == key for one in part.walk())
    operator, left, right = part.child("operator"), part.child("left"), part.child("right")
    if part.kind != "binary_expression" or operator is None or left is None or right is None:
        return False
    if key not in (key_of(left), key_of(right)):
        return False
    return operator.text in _ORDERS or (operator.text in ("==", "!=") and _is_negative(left, right))


def _is_negative(left: Node, right: Node) -> bool:
    return any(
        one.kind == "unary_expression" and (sign := one.child("operator")) is not None and sign.text == "-"
        for one in (left, right)
    )
