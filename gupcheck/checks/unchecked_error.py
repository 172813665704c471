"""unchecked-error: nobody looks at the failure of a callee which its other callers check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gupcheck.checks.hit import Hit
from gupcheck.checks.subject import Subject
from gupcheck.errors.expressions import callee_name, key_of, without_wrapping
from gupcheck.errors.values import CALL, ERRNO, NULL, Value
from gupcheck.flow.graph import FlowNode, Kind
from gupcheck.model import Confidence

_MANY = 4
_FEW = 2
_ONE_IN = 10
_MOST_SHOWN = 2


def find(subject: Subject, parameters: Mapping[str, object]) -> Iterator[Hit]:
    """Yield calls whose result is dropped, and pointers that are used before anybody asked whether they are
    any."""
    for node in subject.cfg.nodes:
        if subject.solution.before[node.index] is not None:
            yield from _dropped(subject, node)
            yield from _used(subject, node)


def _dropped(subject: Subject, node: FlowNode) -> Iterator[Hit]:
    """Yield a call that is a statement of its own."""
    if node.kind is not Kind.EXPRESSION or node.own is None or node.own.kind != "call_expression":
        return
    if node.syntax is None or node.syntax.kind != "expression_statement" or node.gives is not None:
        return
    name = callee_name(node.own)
    confidence = _confidence(subject, name)
    failing = _failures(subject, name) if confidence is not None else []
    if failing and confidence is not None:
        told = f"The result of {name}() is dropped, which can be {_shown(failing)}; other callers look at it."
        yield Hit(node.own, told, confidence)


def _used(subject: Subject, node: FlowNode) -> Iterator[Hit]:
    """Yield what is dereferenced while it may be NULL for want of memory, or an error pointer."""
    state = subject.solution.before[node.index]
    for part in node.own.walk() if node.own is not None and state is not None else ():
        base, operator = part.child("argument"), part.child("operator")
        if part.kind != "field_expression" or base is None or operator is None or state is None:
            continue
        key = key_of(without_wrapping(base))
        tokens = state.get(key) or ()
        values = {token.value for token in tokens}
        if operator.text != "->" or len(values) != 1:
            continue
        value = min(values, key=Value.text)
        if value.kind != CALL or value.tests or value.decoded or value.name.startswith("*"):
            continue
        confidence = _confidence(subject, value.name)
        if confidence is None:
            continue
        failing = [one for one in _failures(subject, value.name) if one.kind == NULL or one.pointer]
        if failing:
            told = f"'{key}' comes from {value.name}() and was not tested: it can be {_shown(failing)}."
            yield Hit(base, told, confidence)


def _failures(subject: Subject, name: str) -> list[Value]:
    """Return what a callee gives when it fails: error codes, error pointers, NULL for want of memory."""
    if not name:
        return []
    results = subject.callees.results(Value(CALL, name))
    memory = any(one.kind == NULL for one in results) and subject.callees.allocates(name)
    return [one for one in results if one.kind == ERRNO or (one.kind == NULL and memory)]


def _confidence(subject: Subject, name: str) -> Confidence | None:
    """Return how sure it is that the result should be looked at, by what the calls nearby do; None where
    most of them do not look either."""
    habit = subject.callees.habit(name)
    if habit.looked >= _MANY and (habit.dropped - 1) * _ONE_IN <= habit.looked:
        return Confidence.HIGH
    if habit.looked >= _FEW and habit.looked > habit.dropped:
        return Confidence.MEDIUM
    return Confidence.LOW if habit.looked >= habit.dropped else None


def _shown(failing: list[Value]) -> str:
    texts = sorted({one.text() for one in failing})
    return " or ".join(texts[:_MOST_SHOWN]) + (" ..." if len(texts) > _MOST_SHOWN else "")
